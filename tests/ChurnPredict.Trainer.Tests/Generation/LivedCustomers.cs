using ChurnPredict.Trainer.Generation;

namespace ChurnPredict.Trainer.Tests.Generation;

/// <summary>Customers who lived in memory: what the model said of each as of a date, and what then happened.</summary>
internal sealed class LivedCustomers
{
    public List<double> Churn { get; } = [];

    public List<bool> Churned { get; } = [];

    public List<double> Alive { get; } = [];

    public List<double> Spend90 { get; } = [];

    public List<double> Spent90 { get; } = [];

    public List<double> Spend365 { get; } = [];

    public List<double> Spent365 { get; } = [];

    public List<double> Survival180 { get; } = [];

    public List<bool> Survived180 { get; } = [];

    public List<double> Survival365 { get; } = [];

    public List<bool> Survived365 { get; } = [];

    public static LivedCustomers Run(GenerationOptions options, int at, int? activeWithinDays = null)
    {
        var context = new GenerationContext(options);
        var random = new RandomStream();
        var profiles = new ProfileMaker(context);
        var life = new CustomerLife(context, random);
        var calculator = new TruthCalculator(context);
        var truth = new CustomerTruth();
        var timeline = new CustomerTimeline();
        var lived = new LivedCustomers();
        for (var customer = 0; customer < options.CustomerCount; customer++)
        {
            random.Reseed(options.Seed, customer);
            timeline.Begin(profiles.Draw(customer, random));
            life.Live(timeline);
            if (!calculator.TryCalculate(timeline, at, truth)) continue;
            var lastOrderAt = timeline.Orders.Last(order => order.At < at).At;
            if (lastOrderAt < at - (activeWithinDays ?? int.MaxValue)) continue;
            lived.Add(timeline, at, truth, options.Contracts);
        }

        return lived;
    }

    private void Add(CustomerTimeline timeline, int at, CustomerTruth truth, bool contracts)
    {
        bool Kept(int days) => contracts
            ? !(timeline.CancelledAt < at + days)
            : !timeline.Orders.Exists(order => order.At >= at && order.At < at + days);
        double Spent(int days) => timeline.Orders.Where(order => order.At >= at && order.At < at + days).Sum(order => order.Amount);
        Churn.Add(truth.ChurnProbability);
        Churned.Add(contracts ? !Kept(90) : Kept(90));
        Alive.Add(truth.AliveProbability);
        Spend90.Add(truth.Spend[0]);
        Spent90.Add(Spent(90));
        Spend365.Add(truth.Spend[2]);
        Spent365.Add(Spent(365));
        Survival180.Add(truth.Survival[Array.IndexOf(CustomerTruth.SurvivalDays, 180)]);
        Survived180.Add(Kept(180));
        Survival365.Add(truth.Survival[^1]);
        Survived365.Add(Kept(365));
    }
}
