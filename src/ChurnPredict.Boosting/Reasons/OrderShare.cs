namespace ChurnPredict.Boosting;

/// <summary>
/// The share of all orders of two kinds of items in which a given one is the last of its own kind while none of the other kind
/// has come yet: <c>(own − 1)! other! / (own + other)!</c>.
/// </summary>
internal static class OrderShare
{
    private static readonly double[] Shares = Table();

    /// <summary>The share.</summary>
    /// <param name="own">Items of its kind, 1 to 64; for 0 there is no item and the share is 0.</param>
    /// <param name="other">Items of the other kind, 0 to 64.</param>
    public static double Of(int own, int other) => Shares[(own * (LeafPaths.MaxItems + 1)) + other];

    private static double[] Table()
    {
        const int Width = LeafPaths.MaxItems + 1;
        var shares = new double[Width * Width];
        for (var other = 0; other < Width; other++)
        {
            var share = 1.0 / (other + 1);
            for (var own = 1; own < Width; own++)
            {
                shares[(own * Width) + other] = share;
                share *= (double)own / (own + other + 1);
            }
        }

        return shares;
    }
}
