namespace ChurnPredict.Boosting;

/// <summary>
/// Ensembles as ONNX: one input <c>features</c> [rows, features] and one output <c>prediction</c> [rows, 1], both float32, a
/// <c>TreeEnsembleRegressor</c> of <c>ai.onnx.ml</c> 3 and the link between them. Field numbers are those of onnx.proto (IR version 8).
/// </summary>
public static class OnnxModel
{
    private const int IrVersion = 8;
    private const int MainOperators = 13;
    private const int TreeOperators = 3;
    private const int FloatElements = 1;
    private const string TreeDomain = "ai.onnx.ml";
    private const string Input = "features";
    private const string Score = "score";
    private const string Output = "prediction";

    /// <summary>Writes an ensemble as an ONNX model.</summary>
    /// <param name="ensemble">The ensemble; its link is part of the model. Engines add leaf values in float32.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <remarks>A categorical split becomes a chain of equalities, so categories have to be whole numbers, as they are.</remarks>
    public static void Write(TreeEnsemble ensemble, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(stream);
        var model = new ProtobufWriter();
        model.Integer(1, IrVersion);
        model.Text(2, "ChurnPredict");
        model.Message(7, graph => WriteGraph(graph, ensemble));
        model.Message(8, operators => WriteOperators(operators, "", MainOperators));
        model.Message(8, operators => WriteOperators(operators, TreeDomain, TreeOperators));
        model.CopyTo(stream);
    }

    private static void WriteOperators(ProtobufWriter operators, string domain, int version)
    {
        operators.Text(1, domain);
        operators.Integer(2, version);
    }

    private static void WriteGraph(ProtobufWriter graph, TreeEnsemble ensemble)
    {
        // Not the regressor's post_transform: onnxruntime ignores LOGISTIC there.
        var link = ensemble.Link switch { LinkFunction.Logistic => "Sigmoid", LinkFunction.Exponential => "Exp", _ => null };
        graph.Message(1, node => WriteTreeNode(node, ensemble, link is null ? Output : Score));
        if (link is not null)
        {
            graph.Message(1, node =>
            {
                node.Text(1, Score);
                node.Text(2, Output);
                node.Text(4, link);
            });
        }

        graph.Text(2, "trees");
        graph.Message(11, value => WriteTensor(value, Input, ensemble.Features.Count));
        graph.Message(12, value => WriteTensor(value, Output, 1));
    }

    private static void WriteTensor(ProtobufWriter value, string name, int width)
    {
        value.Text(1, name);
        value.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Integer(1, FloatElements);
            tensor.Message(2, shape =>
            {
                shape.Message(1, dimension => dimension.Text(2, "rows"));
                shape.Message(1, dimension => dimension.Integer(1, width));
            });
        }));
    }

    private static void WriteTreeNode(ProtobufWriter node, TreeEnsemble ensemble, string output)
    {
        node.Text(1, Input);
        node.Text(2, output);
        node.Text(4, "TreeEnsembleRegressor");
        new OnnxTreeAttributes(ensemble).Write(node);
        node.Text(7, TreeDomain);
    }
}
