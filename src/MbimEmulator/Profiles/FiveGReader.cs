using MbimEmulator.Yaml;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>fiveG</c>: the modem's own parameters of 5G registrations.</summary>
internal static class FiveGReader
{
    private static readonly string[] DrxCycles = ["notSpecified", "notSupported", "32", "64", "128", "256"];

    public static RegistrationParametersInfo Read(YamlSection section, RegistrationParametersInfo basis) => basis with
    {
        MicoMode = section.Read("micoMode", basis.MicoMode, item => item.Choice<MicoMode>()),
        DrxCycle = section.Read("drxCycle", basis.DrxCycle, item => (DrxCycle)Array.IndexOf(DrxCycles, item.Name(DrxCycles))),
        LadnInfo = section.Read("ladnInfo", basis.LadnInfo, item => item.Choice<LadnInfo>()),
        DefaultPduActivationHint = section.Read("defaultPduActivationHint", basis.DefaultPduActivationHint, item => item.Choice<DefaultPduActivationHint>()),
    };
}
