namespace MbimEmulator.Profiles;

/// <summary>
/// How the Mobile Broadband service treats this modem's device services: who may call, and what mbnapi's documentation leaves open. docs/choices.md
/// has the reason for each default.
/// </summary>
public sealed record MobileBroadbandProfile
{
    /// <summary>Who may call which method.</summary>
    public AccessPolicy Access { get; init; } = new();

    /// <summary>To whom sessions belong.</summary>
    public SessionScope SessionScope { get; init; } = SessionScope.Client;

    /// <summary>SetCommand and QueryCommand without an open command session: ERROR_OPEN_FAILED, or taken all the same.</summary>
    public CornerCase CommandWithoutSession { get; init; } = CornerCase.Refused;

    /// <summary>CloseCommandSession without one: ERROR_OPEN_FAILED, or S_OK.</summary>
    public CornerCase CloseCommandSessionWhenClosed { get; init; } = CornerCase.Refused;

    /// <summary>OpenCommandSession when it is open: S_OK, or ERROR_TOO_MANY_SESS.</summary>
    public CornerCase SecondOpenCommandSession { get; init; } = CornerCase.Accepted;

    /// <summary>CloseDataSession without one: ERROR_OPEN_FAILED, or S_OK.</summary>
    public CornerCase CloseDataSessionWhenClosed { get; init; } = CornerCase.Refused;

    /// <summary>OpenDataSession when it is open: ERROR_TOO_MANY_SESS, or S_OK. While it opens or closes it is ERROR_TOO_MANY_SESS in any case.</summary>
    public CornerCase SecondOpenDataSession { get; init; } = CornerCase.Refused;

    /// <summary>Where a data session above the limits fails.</summary>
    public InstanceLimit InstanceLimit { get; init; } = InstanceLimit.Return;

    /// <summary>How fragmented answers reach the application.</summary>
    public FragmentedAnswers FragmentedAnswers { get; init; } = FragmentedAnswers.Joined;

    /// <summary>Whether SetCommand and QueryCommand take data of exactly MaxCommandSize.</summary>
    public SizeLimit MaxCommandSize { get; init; } = SizeLimit.Inclusive;

    /// <summary>Whether WriteData takes data of exactly MaxDataSize.</summary>
    public SizeLimit MaxDataSize { get; init; } = SizeLimit.Inclusive;

    /// <summary>What becomes of calls under way when the modem is pulled out.</summary>
    public PendingOnRemoval PendingOnRemoval { get; init; } = PendingOnRemoval.Fail;

    /// <summary>How long an application's OPEN of the service waits for this modem, in the modem's time; afterwards the interface is absent until its arrival.</summary>
    public TimeSpan SettleLimit { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether another host gets the modem while applications that may use it do nothing.</summary>
    public PlaceWhenIdle PlaceWhenIdle { get; init; } = PlaceWhenIdle.Kept;
}
