namespace ChurnPredict.Trainer.Generation;

/// <summary>The tables of all customers, each made when first asked for. For any number of threads.</summary>
internal sealed class LeaveTables
{
    private readonly BehaviourModel _model;
    private readonly OrderOutcomes _outcomes;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(int Kind, bool IsPremium, int Percent, int Rank), Lazy<LeaveTable>> _tables = new();

    public LeaveTables(BehaviourModel model)
    {
        _model = model;
        _outcomes = new OrderOutcomes(model);
    }

    /// <summary>The table of customers who are alike in what does not change from order to order.</summary>
    /// <param name="profile">Kind and plan.</param>
    /// <param name="percent">The price rise in force.</param>
    /// <param name="rank">The loyalty rank.</param>
    public LeaveTable Of(CustomerProfile profile, int percent, int rank) => _tables.GetOrAdd(
        (profile.Kind, profile.IsPremium, percent, rank), key => new Lazy<LeaveTable>(() => Make(key))).Value;

    private LeaveTable Make((int Kind, bool IsPremium, int Percent, int Rank) key) => new(_model, _outcomes, new Experience
    {
        Kind = key.Kind,
        IsPremium = key.IsPremium,
        OrderNumber = 1,
        Rank = key.Rank,
        PriceRisePercent = key.Percent,
        LateOrders = 0,
        ResponseHours = null,
        Answer = AnswerClass.None,
    });
}
