namespace MbimEmulator.Profiles;

/// <summary>The modem's configuration for the SIMs of a carrier.</summary>
/// <param name="Provider">The home provider of the SIMs: MCC and MNC, 5 or 6 digits.</param>
/// <param name="Name">Its name, at most 100 characters.</param>
public sealed record CarrierConfiguration(string Provider, string Name);
