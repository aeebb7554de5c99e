namespace ChurnPredict.History;

/// <summary>What a column of the contract means, and with it how its values are read and packed.</summary>
internal enum ColumnRole
{
    /// <summary>Whose row it is; not packed, rows are partitioned by it.</summary>
    Customer,

    /// <summary>When the row happened; a row without it is left out. Packed as <see cref="long"/>.</summary>
    RowTime,

    /// <summary>A further instant, <see cref="Instants.Missing"/> where absent. Packed as <see cref="long"/>.</summary>
    Time,

    /// <summary>Money that a row cannot do without. Packed as <see cref="double"/>.</summary>
    Amount,

    /// <summary>Further money, NaN where absent. Packed as <see cref="double"/>.</summary>
    Money,

    /// <summary>A number, NaN where absent. Packed as <see cref="float"/>.</summary>
    Number,

    /// <summary>A satisfaction score, NaN where not answered. Packed as <see cref="float"/>.</summary>
    Score,

    /// <summary>A text of a vocabulary that a row cannot do without. Packed as <see cref="int"/>.</summary>
    RequiredWord,

    /// <summary>A text of a vocabulary. Packed as <see cref="int"/>.</summary>
    Word,

    /// <summary>Which order a line belongs to, hashed to 64 bits; 0 = the order of its instant. Packed as <see cref="long"/>.</summary>
    OrderId,

    /// <summary>The currency of the row's money; not packed, money is converted by it.</summary>
    Currency,

    /// <summary>A satisfaction instrument. Packed as <see cref="byte"/>.</summary>
    Instrument,

    /// <summary>A severity, as a number or one of four words. Packed as <see cref="float"/>.</summary>
    Severity,

    /// <summary>True, false or absent. Packed as <see cref="byte"/> 1, 0, 2.</summary>
    Flag,

    /// <summary>A month 1 to 12, 0 where absent. Packed as <see cref="byte"/>.</summary>
    Month,

    /// <summary>An id of another customer. Packed as <see cref="int"/>, a code of <see cref="HistoryRegistries.Referrers"/>.</summary>
    Referrer,

    /// <summary>A further column of the customers table that holds numbers. Packed as <see cref="float"/>.</summary>
    NumberAttribute,

    /// <summary>A further column of the customers table that holds texts. Packed as <see cref="int"/>.</summary>
    TextAttribute,
}
