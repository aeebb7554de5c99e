namespace ChurnPredict.Trainer.Generation;

/// <summary>Lives customers one after the other and collects their rows. One a thread.</summary>
internal sealed class CustomerWriter
{
    private readonly GenerationContext _context;
    private readonly RandomStream _random = new();
    private readonly CustomerTimeline _timeline = new();
    private readonly CustomerTruth _truth = new();
    private readonly ProfileMaker _profiles;
    private readonly CustomerLife _life;
    private readonly TruthCalculator _truths;
    private readonly CustomerRows _customers;
    private readonly TransactionRows _transactions;
    private readonly EngagementRows _engagement;
    private readonly SatisfactionRows _satisfaction;
    private readonly SupportRows _support;
    private readonly TouchRows _touches;

    public CustomerWriter(GenerationContext context, GeneratedCalendar calendar)
    {
        _context = context;
        _profiles = new ProfileMaker(context);
        _life = new CustomerLife(context, _random);
        _truths = new TruthCalculator(context);
        _customers = new CustomerRows(context, calendar);
        _transactions = new TransactionRows(calendar);
        _engagement = new EngagementRows(calendar);
        _satisfaction = new SatisfactionRows(calendar);
        _support = new SupportRows(calendar);
        _touches = new TouchRows(calendar);
        Truths = new TruthRows(context.Options.Start);
    }

    /// <summary>The tables by name, with the rows collected so far.</summary>
    public IReadOnlyList<(string Name, TableRows Rows)> Tables =>
    [
        ("customers", _customers), ("transactions", _transactions), ("engagement", _engagement),
        ("satisfaction", _satisfaction), ("support", _support), ("touches", _touches),
    ];

    /// <summary>The truths collected so far.</summary>
    public TruthRows Truths { get; }

    public void Add(int customer)
    {
        _random.Reseed(_context.Options.Seed, customer);
        _timeline.Begin(_profiles.Draw(customer, _random));
        _life.Live(_timeline);
        AddRows();
        for (var snapshot = _context.Options.TruthSnapshots - 1; snapshot >= 0; snapshot--)
        {
            var at = _context.Days - (snapshot * CustomerTruth.HorizonDays);
            if (at > 0 && _truths.TryCalculate(_timeline, at, _truth)) Truths.Add(customer, at, _truth);
        }
    }

    private void AddRows()
    {
        var profile = _timeline.Profile;
        _customers.Add(_timeline);
        for (var number = 0; number < _timeline.Orders.Count; number++)
        {
            var order = _timeline.Orders[number];
            _transactions.Add(profile, number, order, _context.Behaviour.RefundShare, _random);
            _satisfaction.Add(profile, order, _random);
            if (order.Ticket is { } ticket) _support.Add(profile, order, ticket, _random);
        }

        foreach (var visit in _timeline.Visits) _engagement.Add(profile, visit);
        foreach (var touch in _timeline.Touches) _touches.Add(profile, touch);
    }
}
