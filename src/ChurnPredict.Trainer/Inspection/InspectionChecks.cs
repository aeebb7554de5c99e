using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.Value;

namespace ChurnPredict.Trainer.Inspection;

/// <summary>Grades what an inspection found. Shares above which a warning becomes a failure stand here and nowhere else.</summary>
internal static class InspectionChecks
{
    private const int LeastCustomers = 500;
    private const int LeastPerClass = 100;
    private const int LeastHistoryBeyondHorizons = 30;
    private const int WarnDaysWithoutPurchases = 14;
    private const double FailLeftOut = 0.05;
    private const double WarnDuplicates = 0.02;
    private const double FailFuture = 0.001;

    public static IReadOnlyList<InspectionCheck> Of(HistoryInspection inspection) =>
    [
        .. inspection.Tables.SelectMany(OfTable),
        .. FirstRows(inspection),
        Currency(inspection.Source),
        Margin(inspection),
        .. Season(inspection),
        .. WhatChurnNeeds(inspection),
        .. EnoughToTrain(inspection),
    ];

    private static IEnumerable<InspectionCheck> OfTable(TableInspection table)
    {
        var quality = table.Quality;
        foreach (var finding in quality.Findings) yield return OfFinding(finding, quality);
        if (table.Duplicates > 0) yield return Duplicates(table);
        if (table.InFuture > 0)
        {
            yield return new InspectionCheck(
                $"{quality.Table}: time", Share(table.InFuture, quality.RowsKept) > FailFuture ? InspectionGrade.Fail : InspectionGrade.Warn,
                $"{table.InFuture:N0} rows lie in the future", "check the clock, the unit and the time_zone of history.yaml; the default as-of date follows the last event that is not in the future");
        }

        if (table.Orphans > 0)
        {
            yield return new InspectionCheck(
                $"{quality.Table}: orphans", InspectionGrade.Warn, $"{table.Orphans:N0} of {table.Customers:N0} customers are not in the customers table",
                "export the customers table of the same day, and check that both write ids alike (007 is not 7)");
        }

        if (table.BeforeSignUp > 0)
        {
            yield return new InspectionCheck(
                $"{quality.Table}: sign-up", InspectionGrade.Warn, $"{table.BeforeSignUp:N0} rows lie before their customer signed up", "check what signed_up_at means and its time zone");
        }

        if (quality.UnusedColumns.Count > 0)
        {
            yield return new InspectionCheck(
                $"{quality.Table}: columns", InspectionGrade.Pass, $"not used: {string.Join(", ", quality.UnusedColumns)}", $"map those that mean something under tables.{quality.Table}.columns in history.yaml");
        }

        if (quality.Findings.All(finding => finding.IsExpected) && table is { Duplicates: 0, InFuture: 0 })
            yield return new InspectionCheck($"{quality.Table}: rows", InspectionGrade.Pass, $"{quality.RowsKept:N0} rows of {table.Customers:N0} customers");
    }

    private static InspectionCheck OfFinding(HistoryFinding finding, TableQuality quality)
    {
        var name = finding.Column is null ? finding.Table : $"{finding.Table}.{finding.Column}";
        var found = $"{finding.Count:N0} rows: {finding.Reason}; {(finding.IsLeftOut ? "left out" : "read as absent")}; first: {finding.Where}";
        if (finding.IsExpected) return new InspectionCheck(name, InspectionGrade.Pass, found);
        var isMany = finding.IsLeftOut && Share(finding.Count, quality.RowsRead) > FailLeftOut;
        return new InspectionCheck(name, isMany ? InspectionGrade.Fail : InspectionGrade.Warn, found, "mend the export, or filter such rows in history.yaml so that they are meant");
    }

    private static InspectionCheck Duplicates(TableInspection table)
    {
        var isMany = Share(table.Duplicates, table.Quality.RowsKept) > WarnDuplicates || table.Quality.Table == "customers";
        return table.Quality.Table == "customers"
            ? new InspectionCheck("customers: duplicates", InspectionGrade.Warn, $"{table.Duplicates:N0} rows of customers who have another; the last one counts", "export one row a customer, or a valid_from column")
            : new InspectionCheck(
                $"{table.Quality.Table}: duplicates", isMany ? InspectionGrade.Warn : InspectionGrade.Pass, $"{table.Duplicates:N0} rows repeat another exactly",
                "kept; duplicates: drop in history.yaml drops them");
    }

    private static IEnumerable<InspectionCheck> FirstRows(HistoryInspection inspection)
    {
        if (!inspection.EarlyRows.TryFind(out var early)) yield break;
        var (source, axis) = (inspection.Source, inspection.Source.TimeAxis);
        var others = axis.LocalDate(early.OthersFrom);
        var tables = source.Quality.Tables.Where(table => table.FirstAt < early.OthersFrom).Select(table => table.Table);
        yield return new InspectionCheck(
            "first rows", InspectionGrade.Warn,
            $"{early.Rows:N0} of {inspection.EarlyRows.Rows:N0} rows lie between {axis.LocalDate(source.FirstEventAt):yyyy-MM-dd} and {axis.LocalDate(early.LastAt):yyyy-MM-dd}, all others from {others:yyyy-MM-dd} on: everything counts as observed since the first of them",
            $"mend their time, or leave them out by a filter such as \"occurred_at >= '{others:yyyy-MM-dd}'\" (the file's own column) in history.yaml, in {string.Join(", ", tables)}");
    }

    private static InspectionCheck Currency(HistorySource source)
    {
        var found = source.Quality.Currencies.Count > 0
            ? string.Join(", ", source.Quality.Currencies.OrderBy(currency => currency.Key, StringComparer.Ordinal).Select(currency => $"{currency.Key} in {currency.Value:N0} rows"))
            : source.Description.Currency ?? "not said";
        return source.Description.Currency is null
            ? new InspectionCheck("currency", InspectionGrade.Warn, found, "say currency: EUR (or another) in history.yaml, so that values carry it")
            : new InspectionCheck("currency", InspectionGrade.Pass, source.Quality.Currencies.Count > 1 ? $"{found}, converted to {source.Description.Currency}" : found);
    }

    private static InspectionCheck Margin(HistoryInspection inspection) => inspection.HasMargin
        ? new InspectionCheck("margin", InspectionGrade.Pass, "known")
        : new InspectionCheck("margin", InspectionGrade.Warn, "neither a margin column nor gross_margin", "say gross_margin: 0.35 (a share) in history.yaml; without it there are no actions");

    /// <summary>Where the history does not tell the season, value can know that to come only from turnover.</summary>
    private static IEnumerable<InspectionCheck> Season(HistoryInspection inspection)
    {
        var (description, asOf) = (inspection.Source.Description, inspection.Snapshot.AsOf);
        var knownDays = asOf.DayNumber - inspection.Source.TimeAxis.LocalDate(inspection.Source.FirstEventAt).DayNumber;
        if (description.Churn.Kind == ChurnKind.Label || knownDays < 1 || inspection.TellsSeason()) yield break;
        var known = $"{knownDays:N0} days of history as of {asOf:yyyy-MM-dd}, {(knownDays < PurchaseSeason.LeastDays ? "less than a year" : "whose customers came all at once")}";
        var months = $"{description.Turnover.Count:N0} months of turnover";
        const string Advice = "say what was turned over in each month of an earlier year, as in turnover: { 2010-11: 1422655, … }, in history.yaml";
        yield return TurnoverSeason.Before(description.Turnover, asOf) is not null ? new InspectionCheck("season", InspectionGrade.Pass, $"{known}: value follows {months}")
            : description.Turnover.Count > 0 ? new InspectionCheck("season", InspectionGrade.Warn, $"{known}, and of {months} a whole year was not over: value does not know the season to come", Advice)
            : new InspectionCheck("season", InspectionGrade.Warn, $"{known}: value does not know the season to come", Advice);
    }

    private static IEnumerable<InspectionCheck> WhatChurnNeeds(HistoryInspection inspection)
    {
        var kind = inspection.Source.Description.Churn.Kind;
        if (kind == ChurnKind.Cancellation)
        {
            foreach (var check in Cancellations(inspection)) yield return check;
        }

        // Every row tells how far the history reaches, so that silence after the last export of purchases would count as churn.
        if (kind == ChurnKind.Inactivity && inspection.DaysWithoutPurchases > WarnDaysWithoutPurchases)
        {
            yield return new InspectionCheck(
                "last purchase", InspectionGrade.Warn, $"{inspection.DaysWithoutPurchases:N0} days before the last row of all, refunds and other tables included: everybody counts as silent since then",
                "export all tables up to the same day, or name the day after the last purchase with --as-of");
        }
    }

    private static IEnumerable<InspectionCheck> Cancellations(HistoryInspection inspection)
    {
        var (tally, asOf) = (inspection.Cancellations, inspection.Source.DayAfterLastEvent.Date);
        if (!tally.Any)
        {
            yield return new InspectionCheck(
                "cancellations", InspectionGrade.Fail, "no customer has a cancelled_at, expected those who left, as churn.kind is cancellation",
                "export cancelled_at with the customers, or say churn: { kind: inactivity } in history.yaml");
        }

        if (tally.Ahead > 0)
        {
            yield return new InspectionCheck(
                "cancellations ahead", InspectionGrade.Warn, $"{tally.Ahead:N0} customers have a cancelled_at on {asOf:yyyy-MM-dd} or later: until that day they are scored as if nobody knew of it",
                "export as cancelled_at the day on which they gave notice, if that is when they leave for you; else leave them out of what you do by the scores");
        }

        if (tally.CameBack > 0)
        {
            yield return new InspectionCheck(
                "came back", InspectionGrade.Warn, $"{tally.CameBack:N0} customers ordered more than {CancellationTally.LastInvoiceDays} days after their cancelled_at: they count as having left, and get no score",
                "empty cancelled_at of customers who came back; a row with valid_from for each change keeps the earlier cancellation");
        }
    }

    private static IEnumerable<InspectionCheck> EnoughToTrain(HistoryInspection inspection)
    {
        var churn = inspection.Source.Description.Churn;
        var snapshot = inspection.Snapshot;
        yield return Least("customers in a snapshot", snapshot.Scored, LeastCustomers, AsOf(snapshot), "collect more, or widen population and filters");
        if (inspection.Source.Quality.MissingLabel is { } missing)
        {
            yield return new InspectionCheck("labels", InspectionGrade.Fail, missing, "export who churned in order to train; score and value take the history as it is");
            yield break;
        }

        yield return Outcome("churned in a snapshot", snapshot.Churned, inspection.Labels?.Churned, snapshot, MoreOf(churn.Kind, snapshot, needsChurned: true));
        yield return Outcome("kept in a snapshot", snapshot.Kept, inspection.Labels?.Kept, snapshot, MoreOf(churn.Kind, snapshot, needsChurned: false));
        if (churn.Kind == ChurnKind.Label) yield break;
        var days = Least(
            "days of history", (int)inspection.HistoryDays, (3 * churn.HorizonDays) + LeastHistoryBeyondHorizons, $"horizon {churn.HorizonDays} days",
            "export more months, or shorten churn.horizon in history.yaml");
        yield return inspection.Labels is null ? days with { Grade = InspectionGrade.Fail } : days;
    }

    /// <summary>Earlier snapshots are what a training learns from, and the last one what it is judged on: only of those does it refuse too few.</summary>
    private static InspectionCheck Outcome(string what, int found, int? learnedFrom, SnapshotCount snapshot, string advice) =>
        learnedFrom < TrainingLabels.LeastOfEither
            ? new InspectionCheck(what, InspectionGrade.Fail, $"{learnedFrom:N0} in what a training would learn from, expected at least {TrainingLabels.LeastOfEither}", advice)
            : Least(what, found, LeastPerClass, AsOf(snapshot), advice);

    private static string AsOf(SnapshotCount snapshot) => $"as of {snapshot.AsOf:yyyy-MM-dd}";

    /// <summary>What brings more of an outcome: in a longer window more customers cancel, and fewer stay silent to its end.</summary>
    private static string MoreOf(ChurnKind kind, SnapshotCount snapshot, bool needsChurned) =>
        kind == ChurnKind.Label ? "export more customers of that kind"
        : snapshot.Scored < 2 * LeastPerClass ? "collect more: another churn.horizon would only make the other outcome rare"
        : $"{((kind == ChurnKind.Cancellation) == needsChurned ? "lengthen" : "shorten")} churn.horizon in history.yaml, or collect more";

    /// <summary>What is below is trained on all the same, and judged with wide intervals.</summary>
    private static InspectionCheck Least(string what, int found, int least, string where, string advice) => found >= least
        ? new InspectionCheck(what, InspectionGrade.Pass, $"{found:N0} ({where}; at least {least:N0})")
        : new InspectionCheck(what, InspectionGrade.Warn, $"{found:N0} ({where}), expected at least {least:N0}", advice);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
