namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Where the modem is registered.</summary>
/// <param name="State">home, roaming, denied, searching and so on.</param>
/// <param name="Mode">automatic or manual.</param>
/// <param name="ProviderId">MCC and MNC; empty for none.</param>
/// <param name="ProviderName">The name.</param>
/// <param name="NwError">The network's last refusal; 0 for none.</param>
public sealed record RegistrationState(string State, string Mode, string ProviderId, string ProviderName, uint NwError);
