namespace ChurnPredict.Trainer.Generation;

/// <summary>Who the customers are: one row, and a second one from when a price rise holds.</summary>
internal sealed class CustomerRows : TableRows
{
    private const long FirstId = 100_001;

    private readonly GeneratedCalendar _calendar;
    private readonly ValueBuffer<long> _customerId;
    private readonly ValueBuffer<long> _validFrom;
    private readonly ValueBuffer<long> _signedUpAt;
    private readonly ValueBuffer<long>? _cancelledAt;
    private readonly WordBuffer _country;
    private readonly WordBuffer _language;
    private readonly WordBuffer _plan;
    private readonly ValueBuffer<int> _birthMonth;
    private readonly ValueBuffer<long> _referredBy;
    private readonly ValueBuffer<bool> _consentEmail;
    private readonly ValueBuffer<bool> _consentSms;
    private readonly ValueBuffer<bool> _consentPhone;
    private readonly WordBuffer _segment;
    private readonly ValueBuffer<double> _priceRise;
    private readonly WordBuffer _favouriteColour;
    private readonly ValueBuffer<double> _luckyNumber;

    public CustomerRows(GenerationContext context, GeneratedCalendar calendar)
    {
        _calendar = calendar;
        _customerId = Id("customer_id");
        _validFrom = Instant("valid_from");
        _signedUpAt = Instant("signed_up_at");
        _cancelledAt = context.Options.Contracts ? Instant("cancelled_at", isNullable: true) : null;
        _country = Word("country", Wording.Countries);
        _language = Word("language", Wording.Languages);
        _plan = Word("plan", Wording.Plans);
        _birthMonth = Whole("birth_month");
        _referredBy = Id("referred_by", isNullable: true);
        _consentEmail = Flag("consent_email");
        _consentSms = Flag("consent_sms");
        _consentPhone = Flag("consent_phone");
        _segment = Word("segment", [.. context.Behaviour.Kinds.Select(kind => kind.Name)]);
        _priceRise = Number("price_rise_percent");
        _favouriteColour = Word("favourite_colour", Wording.Colours);
        _luckyNumber = Number("lucky_number");
    }

    public static long IdOf(int index) => FirstId + index;

    public void Add(CustomerTimeline timeline)
    {
        var profile = timeline.Profile;
        AddRow(timeline, profile.SignedUpAt, 0);
        if (profile.PriceRisePercent > 0 && _calendar.InstantSoFar(profile.PriceRiseAt) is not null)
            AddRow(timeline, profile.PriceRiseAt, profile.PriceRisePercent);
    }

    private void AddRow(CustomerTimeline timeline, double validFrom, int priceRisePercent)
    {
        var profile = timeline.Profile;
        _customerId.Add(IdOf(profile.Index));
        _validFrom.Add(_calendar.Instant(validFrom));
        _signedUpAt.Add(_calendar.Instant(profile.SignedUpAt));
        _cancelledAt?.Add(_calendar.InstantSoFar(timeline.CancelledAt));
        _country.Add(profile.Country);
        _language.Add(profile.Country);
        _plan.Add(profile.Plan);
        _birthMonth.Add(profile.BirthMonth);
        _referredBy.Add(profile.ReferredBy is { } index ? IdOf(index) : null);
        _consentEmail.Add(profile.Consent.Email);
        _consentSms.Add(profile.Consent.Sms);
        _consentPhone.Add(profile.Consent.Phone);
        _segment.Add(profile.Kind);
        _priceRise.Add(priceRisePercent);
        _favouriteColour.Add(profile.FavouriteColour);
        _luckyNumber.Add(profile.LuckyNumber);
    }
}
