namespace ChurnPredict.History;

/// <summary>Cuts a part out of the customers table of a whole history.</summary>
internal static class CustomerTableParts
{
    /// <summary>The rows of customers <paramref name="begin"/> to <paramref name="end"/> − 1.</summary>
    public static CustomerTable Slice(CustomerTable table, int begin, int end, bool isFirst)
    {
        if (begin == 0 && end == table.Start.Length - 1) return table;
        var rows = table.Start[begin]..table.Start[end];
        var referrals = table.ReferralStart is { } start ? start[begin]..start[end] : 0..0;
        return new CustomerTable
        {
            Start = Rebased(table.Start, begin, end),
            DuplicateRowCount = isFirst ? table.DuplicateRowCount : 0,
            ValidFrom = table.ValidFrom?[rows],
            IngestedAt = table.IngestedAt?[rows],
            SignedUpAt = table.SignedUpAt?[rows],
            CancelledAt = table.CancelledAt?[rows],
            Country = table.Country?[rows],
            Language = table.Language?[rows],
            Plan = table.Plan?[rows],
            BirthMonth = table.BirthMonth?[rows],
            ReferredBy = table.ReferredBy?[rows],
            ReferralStart = table.ReferralStart is null ? null : Rebased(table.ReferralStart, begin, end),
            ReferralAt = table.ReferralAt?[referrals],
            ConsentEmail = table.ConsentEmail?[rows],
            ConsentSms = table.ConsentSms?[rows],
            ConsentPhone = table.ConsentPhone?[rows],
            Label = table.Label?[rows],
            Attributes = [.. table.Attributes.Select(column => column with { Numbers = column.Numbers?[rows], Codes = column.Codes?[rows] })],
        };
    }

    private static int[] Rebased(int[] start, int begin, int end) => Array.ConvertAll(start[begin..(end + 1)], at => at - start[begin]);
}
