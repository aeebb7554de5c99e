using System.Text.RegularExpressions;
using ChurnPredict.History;
using ChurnPredict.Retention;
using static ChurnPredict.Tests.Retention.PlannedCustomer;

namespace ChurnPredict.Tests.Retention;

/// <summary>The built-in texts as customers read them: with their own words, and with the phrases that stand in for them.</summary>
public sealed partial class BuiltInTextTests
{
    public static TheoryData<string, bool> Renderings() => new() { { "en", true }, { "en", false }, { "ja", true }, { "ja", false } };

    [Theory]
    [MemberData(nameof(Renderings))]
    public void Text_OfEveryBuiltInAction_HasNoWordTwiceInARow(string language, bool isKnown)
    {
        foreach (var text in Texts(language, isKnown)) Assert.False(WordTwice().IsMatch(text), text);
    }

    /// <summary>"your {category}" became "your your favourites", "{category} order" a "your favourites order".</summary>
    [Fact]
    public void Message_InEnglish_LeavesTheCategoryItsOwnArticleAndNoun()
    {
        foreach (var action in ActionCatalogue.ReadBuiltIn().Actions) Assert.DoesNotMatch(@"\b(your|the|next|saved) \{category\}|\{category\} (order|item|product|collection|ships)", action.Message.In("en"));
    }

    private static IEnumerable<string> Texts(string language, bool isKnown)
    {
        var catalogue = ActionCatalogue.ReadBuiltIn();
        var history = isKnown ? CustomerWith() : new EventStoreBuilder(Description).Add(new TransactionRow("a", DaysAgo(30), -40)).Build().Customer(0);
        foreach (var action in catalogue.Actions)
        {
            var planned = new PlannedAction(Score(), history, catalogue) { Action = action, Uplift = action.Uplift, ValueAtRisk = 100, ContactCost = 1, IncentiveCost = 1 };
            yield return planned.Title(language);
            yield return planned.Message(language);
            yield return planned.Why(language);
        }
    }

    // Japanese has no spaces between words: there, two characters and more that come again at once.
    [GeneratedRegex(@"\b(\p{L}+)\W+\1\b|([\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]{2,})[「」、の]*\2", RegexOptions.IgnoreCase)]
    private static partial Regex WordTwice();
}
