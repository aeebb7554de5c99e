using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>How answers are read: positions on a common scale, classes of the net promoter score and of the secure customer index.</summary>
internal static class SatisfactionClass
{
    /// <summary>A class of the secure customer index: the customer may leave.</summary>
    public const int Vulnerable = 0;

    /// <summary>A class of the secure customer index: 7 or 8 of 10, something extra is missing.</summary>
    public const int Favourable = 1;

    /// <summary>A class of the secure customer index: top two boxes.</summary>
    public const int Secure = 2;

    /// <summary>0 to 6 of 10.</summary>
    public const int Detractor = 0;

    /// <summary>7 or 8 of 10.</summary>
    public const int Passive = 1;

    /// <summary>9 or 10 of 10.</summary>
    public const int Promoter = 2;

    private const double FavourablePosition = 0.7;
    private const double PromoterPosition = 0.9;
    private const double Tolerance = 1e-6;

    /// <summary>Where an answer stands between the ends of its scale, 0 to 1; NaN without an answer or a scale.</summary>
    public static double Position(SatisfactionTable table, int row)
    {
        var width = table.ScaleMaximum[row] - table.ScaleMinimum[row];
        return width > 0 ? (table.Score[row] - table.ScaleMinimum[row]) / width : double.NaN;
    }

    /// <summary>Detractor, passive or promoter by the position of an answer.</summary>
    public static int NetPromoter(double position) =>
        position >= PromoterPosition - Tolerance ? Promoter : position >= FavourablePosition - Tolerance ? Passive : Detractor;

    /// <summary>Secure when an answer is in one of the scale's top two boxes, favourable from 7 of 10, else vulnerable.</summary>
    public static int SecureCustomer(SatisfactionTable table, int row) =>
        table.Score[row] >= table.ScaleMaximum[row] - 1 ? Secure
        : Position(table, row) >= FavourablePosition - Tolerance ? Favourable
        : Vulnerable;
}
