using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Modem;

/// <summary>A provisioned context as <see cref="ExtensionModel"/> has it.</summary>
internal sealed record ModelContext(string AccessString, bool IsEnabled, ContextRoamingControl Roaming, ContextMediaType Media);
