using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Looks a history through for what decides which features exist.</summary>
internal static class HistoryProfiler
{
    /// <summary>Profiles what a history holds before an instant.</summary>
    public static HistoryProfile Profile(HistorySource source, long before)
    {
        var profile = new HistoryProfile();
        foreach (var part in source.Parts())
        {
            profile = profile with
            {
                HasRefunds = profile.HasRefunds || Array.Exists(part.Transactions.Amount, amount => amount < 0),
                HasSignUp = profile.HasSignUp || (part.Customers?.SignedUpAt is { } times && Array.Exists(times, at => at != Instants.Missing && at < before)),
            };
        }

        return profile;
    }
}
