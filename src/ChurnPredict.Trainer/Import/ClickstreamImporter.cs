using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>Web shop events: each is engagement on its platform; a purchase is also an order (of amount 1, since the events do not
/// tell amounts), a support chat also a ticket. Acquisition and lifecycle are attributes from when they were first seen.</summary>
internal sealed class ClickstreamImporter : IImporter
{
    public string Format => "clickstream";

    public string Input => "ecom.csv(.gz) with user_id, session_id, event, timestamp, platform, acquisition_channel, user_cohort, user_lifecycle";

    public (HistoryDescription Description, string Notes) Import(
        ImportRequest request, HistoryFolderWriter folder, ImportTally tally, CancellationToken cancellationToken)
    {
        var profiles = new Dictionary<string, List<(long From, string? Acquisition, string? Cohort, string? Lifecycle)>>(StringComparer.Ordinal);
        WriteEvents(request, folder, profiles, tally, cancellationToken);
        WriteCustomers(folder.Table("customers"), profiles);
        var description = new HistoryDescription { StaticAttributes = ["acquisition_channel", "user_cohort"], Churn = request.Churn() };
        return (description, "The events do not tell amounts: every purchase counts 1, so values are numbers of orders.");
    }

    private static void WriteEvents(
        ImportRequest request, HistoryFolderWriter folder, Dictionary<string, List<(long From, string? Acquisition, string? Cohort, string? Lifecycle)>> profiles,
        ImportTally tally, CancellationToken cancellationToken)
    {
        using var text = DelimitedText.Open(request.Input, tally, ["user_id", "session_id", "event", "timestamp", "platform", "acquisition_channel", "user_cohort", "user_lifecycle"]);
        var orders = folder.Table("transactions");
        var (buyers, boughtAt, amounts, sessions) = (orders.Text("customer_id"), orders.Time("occurred_at"), orders.Number("amount"), orders.Text("order_id"));
        var engagement = folder.Table("engagement");
        var (users, times, kinds, channels) = (engagement.Text("customer_id"), engagement.Time("occurred_at"), engagement.Text("kind"), engagement.Text("channel"));
        var support = folder.Table("support");
        var (askers, openedAt, supportChannels) = (support.Text("customer_id"), support.Time("opened_at"), support.Text("channel"));
        while (text.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (user, kind, time) = (text["user_id"], text["event"], WallClock.Parse(text["timestamp"], "yyyy-MM-dd HH:mm:ss"));
            if (user is null || kind is null || time is null)
            {
                tally.LeaveOut(user is null ? "no user" : kind is null ? "no event" : "no readable timestamp", text.Where);
                continue;
            }

            users.Add(user);
            times.Add(time);
            kinds.Add(kind);
            channels.Add(text["platform"]);
            engagement.EndRow();
            if (kind == "purchase")
            {
                buyers.Add(user);
                boughtAt.Add(time);
                amounts.Add(1);
                sessions.Add(text["session_id"]);
                orders.EndRow();
            }
            else if (kind == "support_chat")
            {
                askers.Add(user);
                openedAt.Add(time);
                supportChannels.Add("chat");
                support.EndRow();
            }

            if (!profiles.TryGetValue(user, out var profile)) profiles.Add(user, profile = []);
            profile.Add((time.Value, text["acquisition_channel"], text["user_cohort"], text["user_lifecycle"]));
        }
    }

    /// <summary>One row whenever a customer's profile changes.</summary>
    private static void WriteCustomers(
        TableWriter table, Dictionary<string, List<(long From, string? Acquisition, string? Cohort, string? Lifecycle)>> profiles)
    {
        var (ids, from, signedUp) = (table.Text("customer_id"), table.Time("valid_from"), table.Time("signed_up_at"));
        var (acquisitions, cohorts, lifecycles) = (table.Text("acquisition_channel"), table.Text("user_cohort"), table.Text("user_lifecycle"));
        foreach (var (user, states) in profiles.OrderBy(profile => profile.Key, StringComparer.Ordinal))
        {
            states.Sort((left, right) => left.From.CompareTo(right.From));
            for (var index = 0; index < states.Count; index++)
            {
                var (since, acquisition, cohort, lifecycle) = states[index];
                if (index > 0 && (acquisition, cohort, lifecycle) == (states[index - 1].Acquisition, states[index - 1].Cohort, states[index - 1].Lifecycle)) continue;
                ids.Add(user);
                from.Add(since);
                signedUp.Add(states[0].From);
                acquisitions.Add(acquisition);
                cohorts.Add(cohort);
                lifecycles.Add(lifecycle);
                table.EndRow();
            }
        }
    }
}
