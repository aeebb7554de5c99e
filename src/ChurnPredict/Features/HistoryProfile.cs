using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Which tables, columns and questions a history has, and which words are common in it: what decides which features exist.</summary>
internal sealed record HistoryProfile
{
    /// <summary>Tables and optional columns, as <see cref="HistoryColumns.Of"/> spells them.</summary>
    public required IReadOnlySet<string> Columns { get; init; }

    /// <summary>Whether churn is silence, so that orders come when customers please.</summary>
    public required bool IsShop { get; init; }

    /// <summary>Whether there was a line of positive amount.</summary>
    public required bool HasOrders { get; init; }

    /// <summary>Whether there was a line of negative amount.</summary>
    public required bool HasRefunds { get; init; }

    /// <summary>Questions that were asked.</summary>
    public required IReadOnlySet<SatisfactionInstrument> Instruments { get; init; }

    /// <summary>Days from the first event to the last, or to the date.</summary>
    public required double SpanDays { get; init; }

    /// <summary>The commonest words of each coded column.</summary>
    public required HistoryVocabularies Vocabularies { get; init; }

    /// <summary>Further columns of the customers table that may be features.</summary>
    public required IReadOnlyList<FeatureAttribute> Attributes { get; init; }

    /// <summary>Columns of the customers table that are known as they were on any date: those listed as static and, with
    /// <c>valid_from</c>, all.</summary>
    public required Func<string, bool> IsKnownAsOfDates { get; init; }

    /// <summary>Whether there is a table or optional column, such as <c>support</c> or <c>support.topic</c>.</summary>
    public bool Has(string column) => Columns.Contains(column);
}
