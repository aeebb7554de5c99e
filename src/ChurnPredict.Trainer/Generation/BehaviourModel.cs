using MathNet.Numerics.Distributions;

namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// The parameters of the behavioural model, whose full statement is in <c>training-data/README.md</c>. A customer orders by a
/// Poisson process in seasonal time at a rate drawn from their kind's gamma distribution. After each order they make up their mind:
/// with the probability whose log-odds <see cref="LeaveLogit"/> gives they want to leave, and order no more unless a touch wins
/// them back. All that moves those log-odds stands in the tables, so what is hidden can be integrated out.
/// </summary>
internal sealed record BehaviourModel
{
    /// <summary>The kinds of customers.</summary>
    public IReadOnlyList<CustomerKind> Kinds { get; init; } =
    [
        new("household", 0.40, 1 / 32.0, 0.216, 5200, -2.15, 0.055, 1.0),
        new("professional", 0.15, 1 / 16.0, 0.360, 9800, -2.45, 0.000, 0.5),
        new("gift", 0.20, 1 / 50.0, 0.126, 6800, -2.00, 0.000, 1.5),
        new("bargain", 0.25, 1 / 38.0, 0.270, 3400, -1.95, 0.110, 1.0),
    ];

    /// <summary>Shape of the gamma distribution of order rates within a kind; higher = more alike.</summary>
    public double RateShape { get; init; } = 3;

    /// <summary>Standard deviation over customers of the log of their median order.</summary>
    public double BasketSpread { get; init; } = 0.55;

    /// <summary>Standard deviation within a customer of the log of an order's amount.</summary>
    public double OrderSpread { get; init; } = 0.45;

    /// <summary>Log-odds of leaving added while the last NPS answer is 0 to 6, for newcomers.</summary>
    public double DetractorNewcomerLogit { get; init; } = 1.9;

    /// <summary>The same for those who are newcomers no more: the bad answer's interaction with tenure.</summary>
    public double DetractorLogit { get; init; } = 0.8;

    /// <summary>Log-odds added while the last NPS answer is 9 or 10.</summary>
    public double PromoterLogit { get; init; } = -0.7;

    /// <summary>Orders up to and including which a customer is a newcomer.</summary>
    public int NewcomerOrders { get; init; } = 3;

    /// <summary>Log-odds added by each day until the first response to the last ticket of <see cref="TicketMemoryDays"/>, at most three.</summary>
    public double ResponseLogitPerDay { get; init; } = 0.75;

    /// <summary>Log-odds added by having had a ticket at all: an answer at once wins sympathy.</summary>
    public double TicketLogit { get; init; } = -0.25;

    /// <summary>How long a ticket counts, in days.</summary>
    public double TicketMemoryDays { get; init; } = 180;

    /// <summary>Log-odds added by each late delivery among the last three orders.</summary>
    public double LateLogit { get; init; } = 0.65;

    /// <summary>Factor on <see cref="LateLogit"/> for the premium plan, who were promised better.</summary>
    public double LatePremiumFactor { get; init; } = 1.6;

    /// <summary>Log-odds added by each loyalty rank above the lowest.</summary>
    public double RankLogit { get; init; } = -0.8;

    /// <summary>Engagement of those who left, as a share of before, in the first <see cref="FadeDays"/> days.</summary>
    public double FadedEngagement { get; init; } = 0.35;

    /// <summary>The same after that.</summary>
    public double SilentEngagement { get; init; } = 0.04;

    /// <summary>Days for which those who left still look around.</summary>
    public double FadeDays { get; init; } = 120;

    /// <summary>Share of orders that arrive late.</summary>
    public double LateShare { get; init; } = 0.16;

    /// <summary>Share of orders with a support ticket when delivery was on time.</summary>
    public double TicketShare { get; init; } = 0.10;

    /// <summary>Further share when it was late.</summary>
    public double LateTicketShare { get; init; } = 0.25;

    /// <summary>Median hours to the first response.</summary>
    public double ResponseMedianHours { get; init; } = 7;

    /// <summary>Standard deviation of the log of the hours to the first response.</summary>
    public double ResponseSpread { get; init; } = 1.3;

    /// <summary>Share of orders after which NPS is asked.</summary>
    public double SurveyShare { get; init; } = 0.55;

    /// <summary>Share of questions that are answered; the others are the missing surveys.</summary>
    public double AnswerShare { get; init; } = 0.5;

    /// <summary>Mean NPS answer when nothing went wrong; the answer is rounded and clamped to 0–10.</summary>
    public double AnswerMean { get; init; } = 8.1;

    /// <summary>Standard deviation of the NPS answer before rounding.</summary>
    public double AnswerSpread { get; init; } = 2.1;

    /// <summary>How much a late delivery lowers the mean answer.</summary>
    public double AnswerLateDrop { get; init; } = 1.8;

    /// <summary>How much each day until the first response lowers the mean answer, at most three.</summary>
    public double AnswerResponseDrop { get; init; } = 0.8;

    /// <summary>Loyalty thresholds: yen spent in the 365 days up to an order; reaching the n-th gives rank n.</summary>
    public IReadOnlyList<double> RankThresholds { get; init; } = [30_000, 80_000, 180_000];

    /// <summary>Price rises in percent that a new customer is randomly assigned to.</summary>
    public IReadOnlyList<int> PriceRises { get; init; } = [0, 5, 10, 15];

    /// <summary>Where in the history price rises take effect, as shares of its length.</summary>
    public (double From, double To) PriceRiseWindow { get; init; } = (0.35, 0.55);

    /// <summary>Share of customers touched by each month's campaign.</summary>
    public double TouchShare { get; init; } = 0.12;

    /// <summary>Share of touches that are withheld at random: the control group.</summary>
    public double ControlShare { get; init; } = 0.25;

    /// <summary>Days without an order after which campaigns leave a customer alone.</summary>
    public double TouchSilenceDays { get; init; } = 365;

    /// <summary>Share of orders of which something is sent back.</summary>
    public double RefundShare { get; init; } = 0.035;

    /// <summary>Share of rows that arrive late, by one to eight days.</summary>
    public double LateRowShare { get; init; } = 0.01;

    /// <summary>With contracts: days from wanting to leave to cancelling, on average.</summary>
    public double CancellationDelayDays { get; init; } = 40;

    /// <summary>Log-odds of wanting to leave after an order.</summary>
    public double LeaveLogit(in Experience experience)
    {
        var kind = Kinds[experience.Kind];
        var isNewcomer = experience.OrderNumber <= NewcomerOrders;
        var answer = experience.Answer switch
        {
            AnswerClass.Detractor => isNewcomer ? DetractorNewcomerLogit : DetractorLogit,
            AnswerClass.Promoter => PromoterLogit,
            _ => 0,
        };
        var response = experience.ResponseHours is { } hours ? TicketLogit + (ResponseLogitPerDay * DaysOfPatience(hours)) : 0;
        var late = LateLogit * experience.LateOrders * (experience.IsPremium ? LatePremiumFactor : 1);
        return kind.LeaveLogit + answer + response + late + (RankLogit * experience.Rank)
            + (kind.PriceLogitPerPoint * experience.PriceRisePercent);
    }

    /// <summary>Probability of wanting to leave after an order.</summary>
    public double LeaveProbability(in Experience experience) => 1 / (1 + Math.Exp(-LeaveLogit(experience)));

    /// <summary>Mean of the NPS answer about an order, before rounding.</summary>
    public double MeanAnswer(bool isLate, double? responseHours) =>
        AnswerMean - (isLate ? AnswerLateDrop : 0) - (responseHours is { } hours ? AnswerResponseDrop * DaysOfPatience(hours) : 0);

    /// <summary>Shares of answers of 0 to 6 and of 9 or 10 about an order.</summary>
    public (double Detractor, double Promoter) AnswerShares(bool isLate, double? responseHours)
    {
        var mean = MeanAnswer(isLate, responseHours);
        return (Normal.CDF(mean, AnswerSpread, 6.5), 1 - Normal.CDF(mean, AnswerSpread, 8.5));
    }

    private static double DaysOfPatience(double hours) => Math.Min(hours / 24, 3);
}
