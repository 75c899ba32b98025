using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Profiles;

/// <summary>A context with which the modem attaches to LTE.</summary>
/// <param name="Provider">The home provider of the SIMs that it is for: MCC and MNC, 5 or 6 digits.</param>
/// <param name="Context">The context; a provider has one for each of its <see cref="LteAttachConfiguration.Roaming"/>.</param>
public sealed record AttachContextProfile(string Provider, LteAttachConfiguration Context);
