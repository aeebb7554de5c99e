using System.Text.RegularExpressions;

namespace ChurnPredict.Retention;

/// <summary>Cuts a condition into words.</summary>
internal static partial class ConditionTokens
{
    public static List<ConditionToken> Of(string text)
    {
        var tokens = new List<ConditionToken>();
        var position = 0;
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
                continue;
            }

            var match = Word().Match(text, position);
            if (!match.Success) throw new FormatException($"'{text[position]}' at character {position + 1} of \"{text}\"");
            tokens.Add(TokenOf(match));
            position += match.Length;
        }

        tokens.Add(new ConditionToken(ConditionTokenKind.End, "the end"));
        return tokens;
    }

    private static ConditionToken TokenOf(Match match)
    {
        if (match.Groups["number"].Success) return new ConditionToken(ConditionTokenKind.Number, match.Value);
        if (match.Groups["text"].Success) return new ConditionToken(ConditionTokenKind.Text, match.Value[1..^1]);
        return new ConditionToken(match.Groups["name"].Success ? ConditionTokenKind.Name : ConditionTokenKind.Sign, match.Value);
    }

    [GeneratedRegex(@"\G(?:(?<number>-?\d+(?:\.\d+)?)|(?<text>'[^']*'|""[^""]*"")|(?<name>[\p{L}_][\p{L}\p{Nd}_.]*)|(?<sign>==|!=|<=|>=|<|>|\(|\)|\[|\]|,))")]
    private static partial Regex Word();
}
