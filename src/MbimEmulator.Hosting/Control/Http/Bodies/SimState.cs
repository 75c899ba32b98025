namespace MbimEmulator.Hosting.Control.Http;

/// <summary>The SIM slot. States are in MBIM's terms, in camel case, as everywhere here.</summary>
/// <param name="ReadyState">simNotInserted, initialized and so on.</param>
/// <param name="SubscriberId">IMSI; empty while it cannot be read.</param>
/// <param name="IccId">ICCID; empty while it cannot be read.</param>
/// <param name="TelephoneNumbers">The subscriber's own numbers.</param>
/// <param name="PinType">The PIN that the SIM waits for.</param>
/// <param name="PinState">locked or unlocked.</param>
/// <param name="RemainingAttempts">The remaining attempts for this PIN.</param>
public sealed record SimState(string ReadyState, string SubscriberId, string IccId, IReadOnlyList<string> TelephoneNumbers, string PinType, string PinState, uint RemainingAttempts);
