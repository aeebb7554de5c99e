using System.Globalization;

namespace ChurnPredict.Retention;

/// <summary>Reads conditions by recursive descent; the grammar is stated at <see cref="ActionCondition"/>.</summary>
internal sealed class ConditionParser(string text)
{
    private const int MaximumDepth = 64;

    private readonly List<ConditionToken> _tokens = ConditionTokens.Of(text);
    private int _next;
    private int _depth;

    private ConditionToken Current => _tokens[_next];

    public ConditionNode Parse()
    {
        var node = ParseOr();
        return Current.Kind == ConditionTokenKind.End ? node : throw Unexpected("and, or, or the end");
    }

    private ConditionNode ParseOr()
    {
        if (++_depth > MaximumDepth) throw new FormatException($"more than {MaximumDepth} levels of brackets");
        var node = ParseAnd();
        while (TakeName("or")) node = new OrNode(node, ParseAnd());
        _depth--;
        return node;
    }

    private ConditionNode ParseAnd()
    {
        var node = ParseNot();
        while (TakeName("and")) node = new AndNode(node, ParseNot());
        return node;
    }

    private ConditionNode ParseNot()
    {
        var isNegated = false;
        while (TakeName("not")) isNegated = !isNegated;
        var node = ParseTest();
        return isNegated ? new NotNode(node) : node;
    }

    private ConditionNode ParseTest()
    {
        if (TakeSign("("))
        {
            var inner = ParseOr();
            Expect(")");
            return inner;
        }

        if (Current is { Kind: ConditionTokenKind.Name, Text: "known" } && _tokens[_next + 1].Text == "(") return ParseKnown();
        var left = ParseOperand();
        if (TakeName("in")) return ParseMembership(left, true);
        if (Current is { Kind: ConditionTokenKind.Name, Text: "not" } && _tokens[_next + 1] is { Kind: ConditionTokenKind.Name, Text: "in" })
        {
            _next += 2;
            return ParseMembership(left, false);
        }

        return Compare(left, ParseSign(), ParseOperand());
    }

    private KnownNode ParseKnown()
    {
        _next++;
        Expect("(");
        var name = ParseOperand().Name ?? throw new FormatException("known() without a name");
        Expect(")");
        return new KnownNode(name);
    }

    private static ConditionNode Compare(ConditionOperand left, ComparisonSign sign, ConditionOperand right)
    {
        if (left.Text is null && right.Text is null) return new NumberComparisonNode(left, sign, right);
        var (name, text) = left.Text is null ? (left.Name, right.Text) : (right.Name, left.Text);
        if (name is null || text is null) throw new FormatException("a text compared with something that is not a name");
        if (sign is not (ComparisonSign.Equal or ComparisonSign.NotEqual)) throw new FormatException($"'{name}' ordered against a text, where only == and != make sense");
        return new TextMembershipNode(name, [text], sign == ComparisonSign.Equal);
    }

    private ConditionNode ParseMembership(ConditionOperand value, bool isAmong)
    {
        var operands = ParseList();
        if (operands.TrueForAll(operand => operand.Text is not null))
            return new TextMembershipNode(value.Name ?? throw new FormatException("'in' without a name before it"), [.. operands.Select(operand => operand.Text!)], isAmong);
        if (!operands.TrueForAll(operand => operand.Number is not null)) throw new FormatException("a list that is neither all texts nor all numbers");
        var among = new NumberMembershipNode(value, [.. operands.Select(operand => operand.Number!.Value)]);
        return isAmong ? among : new NotNode(among);
    }

    private List<ConditionOperand> ParseList()
    {
        Expect("[");
        var operands = new List<ConditionOperand> { ParseOperand() };
        while (TakeSign(",")) operands.Add(ParseOperand());
        Expect("]");
        return operands;
    }

    private ConditionOperand ParseOperand()
    {
        var token = Current;
        _next++;
        switch (token.Kind)
        {
            case ConditionTokenKind.Number:
                return new ConditionOperand(null, double.Parse(token.Text, CultureInfo.InvariantCulture), null);
            case ConditionTokenKind.Text:
                return new ConditionOperand(null, null, token.Text);
            case ConditionTokenKind.Name when token.Text is not ("and" or "or" or "not" or "in"):
                return new ConditionOperand(token.Text, null, null);
            default:
                _next--;
                throw Unexpected("a name, a number or a 'text'");
        }
    }

    private ComparisonSign ParseSign()
    {
        ComparisonSign? sign = Current.Kind != ConditionTokenKind.Sign ? null : Current.Text switch
        {
            "==" => ComparisonSign.Equal,
            "!=" => ComparisonSign.NotEqual,
            "<" => ComparisonSign.Less,
            "<=" => ComparisonSign.LessOrEqual,
            ">" => ComparisonSign.Greater,
            ">=" => ComparisonSign.GreaterOrEqual,
            _ => null,
        };
        if (sign is not { } known) throw Unexpected("a comparison such as == or <");
        _next++;
        return known;
    }

    private bool TakeName(string name) => Take(ConditionTokenKind.Name, name);

    private bool TakeSign(string sign) => Take(ConditionTokenKind.Sign, sign);

    private bool Take(ConditionTokenKind kind, string word)
    {
        if (Current.Kind != kind || Current.Text != word) return false;
        _next++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!TakeSign(sign)) throw Unexpected($"'{sign}'");
    }

    private FormatException Unexpected(string expected) => new($"{Current.Text} where {expected} should stand in \"{text}\"");
}
