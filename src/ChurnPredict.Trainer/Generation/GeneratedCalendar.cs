using ChurnPredict.History;

namespace ChurnPredict.Trainer.Generation;

/// <summary>Turns days since the start into instants, and forgets what lies at or after the end.</summary>
/// <param name="startInstant">Local midnight of the first day, microseconds UTC.</param>
/// <param name="days">Length of the history.</param>
internal sealed class GeneratedCalendar(long startInstant, int days)
{
    /// <summary>The zone of a generated history; one without clock changes, so that every day has 24 hours.</summary>
    public const string TimeZone = "Asia/Tokyo";

    private const double SecondsPerDay = 86_400;

    /// <summary>To whole seconds, as shops note them.</summary>
    public long Instant(double at) => startInstant + ((long)(at * SecondsPerDay) * Instants.MicrosecondsPerSecond);

    public long? InstantSoFar(double? at) => at is { } time && time < days ? Instant(time) : null;

    /// <summary>Whether a row that happened and became known at these times is in the tables.</summary>
    public bool IsSeen(double at, double knownAt) => at < days && knownAt < days;
}
