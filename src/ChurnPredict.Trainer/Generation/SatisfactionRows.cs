namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// Questions and answers. Only NPS moves anything; the other instruments are what a shop also asks now and then, answered by chance
/// and by what the tables show anyway, so that they tell a learner nothing new.
/// </summary>
internal sealed class SatisfactionRows : TableRows
{
    private const int Nps = 0;
    private const int Csat = 1;
    private const int Ces = 2;
    private const int Rating = 3;
    private const int Likert = 4;
    private const int FirstSci = 5;
    private const int ProductAspect = 0;
    private const int ServiceAspect = 2;
    private const int DeliveryAspect = 3;

    private readonly GeneratedCalendar _calendar;
    private readonly ValueBuffer<long> _customerId;
    private readonly ValueBuffer<long> _occurredAt;
    private readonly WordBuffer _instrument;
    private readonly ValueBuffer<double> _score;
    private readonly ValueBuffer<int> _scaleMinimum;
    private readonly ValueBuffer<int> _scaleMaximum;
    private readonly WordBuffer _aspect;
    private readonly WordBuffer _reason;
    private readonly ValueBuffer<long> _ingestedAt;

    public SatisfactionRows(GeneratedCalendar calendar)
    {
        _calendar = calendar;
        _customerId = Id("customer_id");
        _occurredAt = Instant("occurred_at");
        _instrument = Word("instrument", Wording.Instruments);
        _score = Number("score", isNullable: true);
        _scaleMinimum = Whole("scale_min");
        _scaleMaximum = Whole("scale_max");
        _aspect = Word("aspect", Wording.Aspects);
        _reason = Word("reason", Wording.Reasons);
        _ingestedAt = Instant("ingested_at");
    }

    public void Add(CustomerProfile profile, Order order, RandomStream random)
    {
        if (order.Survey is { } survey)
            Ask(profile, Nps, survey.At, survey.Score, (0, 10), null, ReasonOf(order, random), random);
        if (order.Ticket is { } ticket && random.Chance(0.4))
        {
            var pleased = ticket.ResponseHours < 12 ? 4.2 : 2.8;
            Ask(profile, Csat, ticket.ResolvedAt + 0.1, Answer(pleased, 0.9, 1, 5, random), (1, 5), ServiceAspect, null, random);
            if (random.Chance(0.3)) Ask(profile, Ces, ticket.ResolvedAt + 0.1, Answer(pleased + 1, 1.2, 1, 7, random), (1, 7), ServiceAspect, null, random);
        }

        if (random.Chance(0.12)) Ask(profile, Rating, order.DeliveredAt + 2, Answer(4.1, 0.8, 1, 5, random), (1, 5), ProductAspect, null, random);
        if (random.Chance(0.05)) Ask(profile, Likert, order.DeliveredAt + 1, Answer(order.IsLate ? 2.4 : 4, 0.9, 1, 5, random), (1, 5), DeliveryAspect, null, random);
        if (random.Chance(0.05)) AskSecureCustomerIndex(profile, order, random);
    }

    private void AskSecureCustomerIndex(CustomerProfile profile, Order order, RandomStream random)
    {
        var mood = order.Experience.Answer switch { AnswerClass.Detractor => 5.5, AnswerClass.Promoter => 9.2, _ => 7.8 };
        for (var question = 0; question < 3; question++)
            Ask(profile, FirstSci + question, order.At + 20, Answer(mood, 1.1, 0, 10, random), (0, 10), null, null, random);
    }

    private void Ask(
        CustomerProfile profile, int instrument, double at, int? score, (int Minimum, int Maximum) scale, int? aspect, int? reason, RandomStream random)
    {
        var knownAt = at + random.Uniform(0.0005, 0.01);
        if (!_calendar.IsSeen(at, knownAt)) return;
        _customerId.Add(CustomerRows.IdOf(profile.Index));
        _occurredAt.Add(_calendar.Instant(at));
        _instrument.Add(instrument);
        _score.Add((double?)score);
        _scaleMinimum.Add(scale.Minimum);
        _scaleMaximum.Add(scale.Maximum);
        _aspect.Add(aspect);
        _reason.Add(score is null ? null : reason);
        _ingestedAt.Add(_calendar.Instant(knownAt));
    }

    /// <summary>An answer on a scale, or none: a third of these questions stay unanswered.</summary>
    private static int? Answer(double mean, double spread, int minimum, int maximum, RandomStream random) =>
        random.Chance(0.33) ? null : (int)Math.Clamp(Math.Round(mean + (spread * random.Normal())), minimum, maximum);

    private static int? ReasonOf(Order order, RandomStream random)
    {
        if (!random.Chance(0.5)) return null;
        if (order.IsLate) return 0;
        if (order.Ticket?.ResponseHours > 24) return 1;
        return 2 + random.Index(3);
    }
}
