using ChurnPredict.Trainer.Generation;

namespace ChurnPredict.Trainer.Tests.Generation;

/// <summary>Against the behavioural model itself, order by order.</summary>
public class LeaveTableTests
{
    private static readonly OrderMemory Nothing = new(AnswerClass.None, false, false, 0);

    [Fact]
    public void All_OutcomesOfAnOrder_AddUpToOne()
    {
        var model = new BehaviourModel();

        var outcomes = OrderOutcome.All(model);

        Assert.Equal(1, outcomes.Sum(outcome => outcome.Probability), 12);
        Assert.Equal(model.LateShare, outcomes.Where(outcome => outcome.IsLate).Sum(outcome => outcome.Probability), 12);
        var answered = outcomes.Where(outcome => outcome.Answer != AnswerClass.None).Sum(outcome => outcome.Probability);
        Assert.Equal(model.SurveyShare * model.AnswerShare, answered, 12);
    }

    [Fact]
    public void At_EveryIndex_IsTheIndexOfItsMemory()
    {
        Assert.All(Enumerable.Range(0, OrderMemory.Count), index => Assert.Equal(index, OrderMemory.At(index).Index));
    }

    [Fact]
    public void LeavesAfter_NothingMovesTheCustomer_IsTheKindsOwnProbability()
    {
        var model = new BehaviourModel
        {
            DetractorNewcomerLogit = 0, DetractorLogit = 0, PromoterLogit = 0, ResponseLogitPerDay = 0, TicketLogit = 0, LateLogit = 0,
        };

        var table = TableOf(model);

        Assert.All(
            Enumerable.Range(1, LeaveTable.LongestAhead),
            ahead => Assert.Equal(1 / (1 + Math.Exp(-model.Kinds[0].LeaveLogit)), table.LeavesAfter(ahead, 2, Nothing), 10));
    }

    [Fact]
    public void LeavesAfter_TheNextOrders_AreTheSharesOfManySimulatedCustomers()
    {
        var model = new BehaviourModel();
        var memory = new OrderMemory(AnswerClass.Detractor, true, false, 5);

        var table = TableOf(model);

        var observed = SimulatedShares(model, memory, 2, 3);
        for (var ahead = 1; ahead <= observed.Length; ahead++)
            Assert.InRange(table.LeavesAfter(ahead, 2, memory) - observed[ahead - 1], -0.01, 0.01);
    }

    [Fact]
    public void LeavesAfter_ABadAnswerOfANewcomer_IsForgivenInTime()
    {
        var table = TableOf(new BehaviourModel());
        var aggrieved = Nothing with { Answer = AnswerClass.Detractor };

        Assert.True(table.LeavesAfter(1, 1, aggrieved) > 2 * table.LeavesAfter(1, 1, Nothing));
        Assert.InRange(table.LeavesAfter(20, 1, aggrieved) / table.LeavesAfter(20, 1, Nothing), 0.98, 1.02);
    }

    private static LeaveTable TableOf(BehaviourModel model) => new(model, new OrderOutcomes(model), Stem);

    private static Experience Stem => new()
    {
        Kind = 0, IsPremium = true, OrderNumber = 1, Rank = 0, PriceRisePercent = 0, LateOrders = 0, ResponseHours = null, Answer = AnswerClass.None,
    };

    /// <summary>The share that leaves after each of the next orders, of those who stayed so far.</summary>
    private static double[] SimulatedShares(BehaviourModel model, OrderMemory start, int orders, int ahead)
    {
        const int Customers = 200_000;
        var outcomes = OrderOutcome.All(model);
        double[] shares = [.. outcomes.Select(outcome => outcome.Probability)];
        var random = new RandomStream();
        random.Reseed(3, 0);
        var (placed, left) = (new int[ahead], new int[ahead]);
        for (var customer = 0; customer < Customers; customer++)
        {
            var memory = start;
            for (var order = 0; order < ahead; order++)
            {
                if (random.Chance(1 / (model.Kinds[0].OrdersPerDay * model.TicketMemoryDays))) memory = memory.WithoutTicket;
                var outcome = outcomes[ProfileMaker.Pick(shares, random)];
                var lateOrders = memory.LateOrders + (outcome.IsLate ? 1 : 0);
                memory = memory.Next(outcome);
                placed[order]++;
                var leaves = model.LeaveProbability(Stem with
                {
                    OrderNumber = orders + order + 1,
                    LateOrders = lateOrders,
                    ResponseHours = ResponseTimes.Hours(model, memory.ResponseSlice),
                    Answer = memory.Answer,
                });
                if (!random.Chance(leaves)) continue;
                left[order]++;
                break;
            }
        }

        return [.. left.Select((count, order) => (double)count / placed[order])];
    }
}
