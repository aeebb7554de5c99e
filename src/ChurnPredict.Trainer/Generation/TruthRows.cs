namespace ChurnPredict.Trainer.Generation;

/// <summary>The rows of <c>truth.parquet</c>: customer_id, as_of, churn_probability, p_alive, survival_D, expected_spend_D,
/// uplift_ACTION.</summary>
internal sealed class TruthRows : TableRows
{
    private readonly DateOnly _start;
    private readonly ValueBuffer<long> _customerId;
    private readonly ValueBuffer<int> _asOf;
    private readonly ValueBuffer<float> _churnProbability;
    private readonly ValueBuffer<float> _aliveProbability;
    private readonly ValueBuffer<float>[] _survival;
    private readonly ValueBuffer<float>[] _spend;
    private readonly ValueBuffer<float>[] _uplift;

    public TruthRows(DateOnly start)
    {
        _start = start;
        _customerId = Id("customer_id");
        _asOf = Date("as_of");
        _churnProbability = Single("churn_probability");
        _aliveProbability = Single("p_alive");
        _survival = [.. CustomerTruth.SurvivalDays.Select(days => Single($"survival_{days}"))];
        _spend = [.. CustomerTruth.SpendDays.Select(days => Single($"expected_spend_{days}"))];
        _uplift = [.. TouchEffects.Actions.Select(action => Single($"uplift_{action.Name}"))];
    }

    public void Add(int customer, int at, CustomerTruth truth)
    {
        _customerId.Add(CustomerRows.IdOf(customer));
        _asOf.Add(_start.AddDays(at).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
        _churnProbability.Add((float)truth.ChurnProbability);
        _aliveProbability.Add((float)truth.AliveProbability);
        for (var index = 0; index < _survival.Length; index++) _survival[index].Add((float)truth.Survival[index]);
        for (var index = 0; index < _spend.Length; index++) _spend[index].Add((float)truth.Spend[index]);
        for (var index = 0; index < _uplift.Length; index++) _uplift[index].Add((float)truth.Uplift[index]);
    }
}
