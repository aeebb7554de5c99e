namespace ChurnPredict.Boosting;

/// <summary>Which leaf a growing tree splits next.</summary>
public enum TreeGrowth
{
    /// <summary>The one whose split removes the most loss.</summary>
    LeafWise,

    /// <summary>One of the shallowest, among them the one whose split removes the most loss.</summary>
    DepthWise,
}
