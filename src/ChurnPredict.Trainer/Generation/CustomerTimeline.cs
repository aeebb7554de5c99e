namespace ChurnPredict.Trainer.Generation;

/// <summary>Everything that happened to one customer; reused from customer to customer.</summary>
internal sealed class CustomerTimeline
{
    public CustomerProfile Profile { get; private set; } = null!;

    public List<Order> Orders { get; } = [];

    public List<Touch> Touches { get; } = [];

    public List<Visit> Visits { get; } = [];

    /// <summary>When the contract was cancelled, days since the start; null = it was not, or there are no contracts.</summary>
    public double? CancelledAt { get; set; }

    public void Begin(CustomerProfile profile)
    {
        Profile = profile;
        Orders.Clear();
        Touches.Clear();
        Visits.Clear();
        CancelledAt = null;
    }
}
