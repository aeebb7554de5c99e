namespace ChurnPredict.History;

/// <summary>Completes scales and leaves out scores that do not lie on theirs.</summary>
internal static class SatisfactionCheck
{
    /// <summary>The columns with scales that are complete.</summary>
    public static List<PackedColumn> Apply(List<PackedColumn> columns, RowBatch batch)
    {
        var instruments = Values<byte>(columns, "instrument")!;
        var scores = Values<float>(columns, "score")!;
        var minimum = Values<float>(columns, "scale_min") ?? NaNs(batch.RowCount);
        var maximum = Values<float>(columns, "scale_max") ?? NaNs(batch.RowCount);
        var outside = default(FindingTally);
        for (var row = 0; row < batch.RowCount; row++)
        {
            var usual = SatisfactionScale.Usual((SatisfactionInstrument)instruments[row]);
            if (float.IsNaN(minimum[row])) minimum[row] = usual.Minimum;
            if (float.IsNaN(maximum[row])) maximum[row] = usual.Maximum;
            if (scores[row] < minimum[row] || scores[row] > maximum[row] || minimum[row] >= maximum[row])
                batch.LeaveOut(row, ref outside, outside.Count > 0 ? null : $"{SatisfactionScale.InstrumentNames[instruments[row]]}, {minimum[row]} to {maximum[row]}");
        }

        batch.Report(outside, "score", "a score outside its scale", "one on it; say scale_min and scale_max where they are not the usual ones", isLeftOut: true);
        columns.RemoveAll(column => column.Name is "scale_min" or "scale_max");
        columns.Add(new PackedColumn<float>("scale_min", minimum));
        columns.Add(new PackedColumn<float>("scale_max", maximum));
        return columns;
    }

    private static T[]? Values<T>(List<PackedColumn> columns, string name)
        where T : unmanaged => columns.OfType<PackedColumn<T>>().FirstOrDefault(column => column.Name == name)?.Values;

    private static float[] NaNs(int length)
    {
        var values = new float[length];
        Array.Fill(values, float.NaN);
        return values;
    }
}
