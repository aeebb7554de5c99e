namespace ChurnPredict.Boosting;

/// <summary>The parallel lists by which ONNX describes all nodes of all trees, and the attributes that hold them.</summary>
internal sealed class OnnxTreeAttributes
{
    private const int FloatsType = 6;
    private const int IntegersType = 7;
    private const int TextsType = 8;

    private readonly TreeEnsemble _ensemble;
    private readonly List<int> _treeIds = [];
    private readonly List<int> _nodeIds = [];
    private readonly List<int> _features = [];
    private readonly List<float> _values = [];
    private readonly List<string> _modes = [];
    private readonly List<int> _missingIsTrue = [];
    private readonly List<int> _ifTrue = [];
    private readonly List<int> _ifFalse = [];
    private readonly List<int> _leafTrees = [];
    private readonly List<int> _leafNodes = [];
    private readonly List<float> _leafWeights = [];

    public OnnxTreeAttributes(TreeEnsemble ensemble)
    {
        _ensemble = ensemble;
        var trees = ensemble.Trees.Count > 0 ? ensemble.Trees : [new DecisionTree([], [new TreeLeaf(0, 0)])];
        for (var tree = 0; tree < trees.Count; tree++) Add(tree, trees[tree]);
    }

    /// <summary>Writes the attributes into a NodeProto.</summary>
    public void Write(ProtobufWriter node)
    {
        Attribute(node, "aggregate_function", "SUM");
        Attribute(node, "post_transform", "NONE");
        Attribute(node, "n_targets", 1);
        Attribute(node, "base_values", [(float)_ensemble.BaseScore]);
        Attribute(node, "nodes_treeids", _treeIds);
        Attribute(node, "nodes_nodeids", _nodeIds);
        Attribute(node, "nodes_featureids", _features);
        Attribute(node, "nodes_values", _values);
        Attribute(node, "nodes_modes", _modes);
        Attribute(node, "nodes_missing_value_tracks_true", _missingIsTrue);
        Attribute(node, "nodes_truenodeids", _ifTrue);
        Attribute(node, "nodes_falsenodeids", _ifFalse);
        Attribute(node, "target_treeids", _leafTrees);
        Attribute(node, "target_nodeids", _leafNodes);
        Attribute(node, "target_ids", [.. _leafNodes.Select(_ => 0)]);
        Attribute(node, "target_weights", _leafWeights);
    }

    private static void Attribute(ProtobufWriter node, string name, string value) =>
        Attribute(node, name, 3, attribute => attribute.Text(4, value));

    private static void Attribute(ProtobufWriter node, string name, long value) =>
        Attribute(node, name, 2, attribute => attribute.Integer(3, value));

    private static void Attribute(ProtobufWriter node, string name, List<float> values) =>
        Attribute(node, name, FloatsType, attribute => attribute.Floats(7, values));

    private static void Attribute(ProtobufWriter node, string name, List<int> values) =>
        Attribute(node, name, IntegersType, attribute => attribute.Integers(8, values));

    private static void Attribute(ProtobufWriter node, string name, List<string> values) =>
        Attribute(node, name, TextsType, attribute => values.ForEach(value => attribute.Text(9, value)));

    private static void Attribute(ProtobufWriter node, string name, int type, Action<ProtobufWriter> write) =>
        node.Message(5, attribute =>
        {
            attribute.Text(1, name);
            write(attribute);
            attribute.Integer(20, type);
        });

    /// <summary>Splits keep their numbers, leaf <c>l</c> becomes node <c>splits + l</c>, further tests of a category set follow.</summary>
    private void Add(int treeId, DecisionTree tree)
    {
        var extra = tree.Nodes.Length + tree.Leaves.Length;
        for (var index = 0; index < tree.Nodes.Length; index++)
        {
            var node = tree.Nodes[index];
            var (left, right) = (Number(tree, node.Left), Number(tree, node.Right));
            if (node.CategoryWordCount == 0) AddNode(treeId, index, node, "BRANCH_LEQ", node.Threshold, left, right);
            else AddCategories(treeId, index, tree, ref extra);
        }

        for (var leaf = 0; leaf < tree.Leaves.Length; leaf++)
        {
            AddNode(treeId, tree.Nodes.Length + leaf, default, "LEAF", 0, 0, 0);
            _leafTrees.Add(treeId);
            _leafNodes.Add(tree.Nodes.Length + leaf);
            _leafWeights.Add((float)tree.Leaves[leaf].Value);
        }
    }

    /// <summary>
    /// One equality a category, each with the left child behind its true branch. What is negative follows the missing values:
    /// where these go left a test for it stands first; elsewhere no category equals it anyway.
    /// </summary>
    private void AddCategories(int treeId, int index, DecisionTree tree, ref int extra)
    {
        var node = tree.Nodes[index];
        var tests = CategorySet.Of(tree, node).ConvertAll(category => (Mode: "BRANCH_EQ", Value: (float)category));
        if (node.MissingGoesLeft || tests.Count == 0) tests.Insert(0, ("BRANCH_LT", node.MissingGoesLeft ? 0 : float.NegativeInfinity));
        var current = index;
        for (var test = 0; test < tests.Count; test++)
        {
            var next = test == tests.Count - 1 ? Number(tree, node.Right) : extra++;
            AddNode(treeId, current, node, tests[test].Mode, tests[test].Value, Number(tree, node.Left), next);
            current = next;
        }
    }

    private void AddNode(int treeId, int nodeId, in TreeNode node, string mode, float value, int ifTrue, int ifFalse)
    {
        _treeIds.Add(treeId);
        _nodeIds.Add(nodeId);
        _features.Add(node.Feature);
        _values.Add(value);
        _modes.Add(mode);
        _missingIsTrue.Add(node.MissingGoesLeft ? 1 : 0);
        _ifTrue.Add(ifTrue);
        _ifFalse.Add(ifFalse);
    }

    private static int Number(DecisionTree tree, int child) => child >= 0 ? child : tree.Nodes.Length + ~child;
}
