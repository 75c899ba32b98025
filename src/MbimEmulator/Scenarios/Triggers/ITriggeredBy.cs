namespace MbimEmulator.Scenarios;

/// <summary>A trigger that hears of something beside the traffic.</summary>
/// <typeparam name="TEvent">What happens.</typeparam>
internal interface ITriggeredBy<TEvent>
{
    /// <summary>Whether it is what the trigger waits for.</summary>
    bool IsSetOffBy(in TEvent happening);
}
