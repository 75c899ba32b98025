using MbimEmulator.Yaml;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Profiles;

/// <summary>Makes a profile of a YAML mapping; what it does not name is taken from another profile.</summary>
internal static class ProfileReader
{
    private const int MaxBands = 64;

    public static ModemProfile Read(YamlSection section, ModemProfile basis)
    {
        YamlItem? version = null;
        YamlItem? mapped = null;
        YamlItem? executors = null;
        var profile = basis with
        {
            Name = section.Read("name", basis.Name, item => item.Text(100)),
            Description = section.Read("description", basis.Description, item => item.Text(200)),
            DevicePaths = section.Read("devicePaths", basis.DevicePaths, item => item.Items().Select(path => path.Text(4096)).ToMbimArray()),
            Function = section.ReadSection("function", basis.Function, (part, absent) => ReadFunction(part, absent, item => version = item)),
            Identity = section.ReadSection("identity", basis.Identity, ReadIdentity),
            Usb = section.ReadSection("usb", basis.Usb, UsbReader.Read),
            Capabilities = section.ReadSection("capabilities", basis.Capabilities, ReadCapabilities),
            Sim = section.ReadSection("sim", basis.Sim, SimReader.Read),
            Slots = section.Read("slots", basis.Slots, SlotsReader.Read),
            MappedSlot = section.Read("mappedSlot", basis.MappedSlot, item => (int)(mapped = item).Number(0, ModemProfile.MaxSlots - 1)),
            Executors = section.Read("executors", basis.Executors, item => (int)(executors = item).Number(1, ModemProfile.MaxExecutors)),
            Network = section.ReadSection("network", basis.Network, NetworkReader.Read),
            LteAttach = section.ReadSection("lteAttach", basis.LteAttach, LteAttachReader.Read),
            Configuration = section.ReadSection("configuration", basis.Configuration, ConfigurationProfile.Read),
            FiveG = section.ReadSection("fiveG", basis.FiveG, FiveGReader.Read),
            Signal = section.ReadSection("signal", basis.Signal, NetworkReader.ReadSignal),
            Sar = section.ReadSection("sar", basis.Sar, SarReader.Read),
            Nitz = section.ReadSection("nitz", basis.Nitz, NitzReader.Read),
            HostShutdown = section.ReadSection("hostShutdown", basis.HostShutdown, (part, absent) =>
                new HostShutdownProfile { Preparation = part.Read("preparation", absent.Preparation, item => item.Duration()) }),
            Multicarrier = section.ReadSection("multicarrier", basis.Multicarrier, MulticarrierProfile.Read),
            Contexts = section.ReadSection("contexts", basis.Contexts, ContextsReader.Read),
            Internet = section.ReadSection("internet", basis.Internet, InternetReader.Read),
            Services = section.ReadSection("services", basis.Services, ServicesReader.Read),
            MaxDssSessions = section.Read("maxDssSessions", basis.MaxDssSessions, item => (int)item.Number(0, 256)),
            DeviceServices = section.Read("deviceServices", basis.DeviceServices, item => DeviceServicesReader.Read(item, basis.DeviceServices)),
            Timings = section.ReadSection("timings", basis.Timings, ReadTimings),
            Choices = section.ReadSection("choices", basis.Choices, ReadChoices),
            Parts = ProfileSections.Read(section, basis.Parts),
        };
        profile = profile with
        {
            MobileBroadband = section.ReadSection(
                "mobileBroadband", basis.MobileBroadband, (part, absent) => MobileBroadbandReader.Read(part, absent, profile.DeviceServices.Services)),
        };
        section.CheckLeftOver();
        Check(profile, version, mapped, executors);
        return profile;
    }

    private static void Check(ModemProfile profile, YamlItem? version, YamlItem? mapped, YamlItem? executors)
    {
        var caps = MsBasicConnectExtensions.DeviceCaps;
        if (version is not null && profile.Function is { MaxExtendedVersion: > MbimExVersion.V1, AllowMissingDeviceCaps: false } && !profile.Services.Has(caps.Service, caps.Number))
        {
            throw version.Error(
                "MBIMEx 2.0 or 3.0 of a modem without MS_BASIC_CONNECT_EXTENSIONS.DEVICE_CAPS (services)",
                "that CID too, or allowMissingDeviceCaps: true, or maxExtendedVersion: \"1.0\". From 2.0 on, hosts such as ModemManager 1.20.4 and 1.25 query "
                + "it, and do not use a modem without it");
        }

        if (mapped is not null && profile.MappedSlot > profile.Slots.Count)
        {
            throw mapped.Error($"slot {profile.MappedSlot} of {profile.Slots.Count + 1}", profile.Slots.Count == 0 ? "0, or slots" : $"0 to {profile.Slots.Count}");
        }

        if (executors is not null && profile.Executors > profile.Slots.Count + 1)
        {
            throw executors.Error($"{profile.Executors} executors with {profile.Slots.Count + 1} slots", $"at most {profile.Slots.Count + 1}, or more slots: each executor uses a slot of its own");
        }
    }

    private static FunctionProfile ReadFunction(YamlSection section, FunctionProfile basis, Action<YamlItem> named) => basis with
    {
        MaxControlMessage = section.Read("maxControlMessage", basis.MaxControlMessage, item => (uint)item.Number(64, 65535)),
        AcceptOversize = section.Read("acceptOversize", basis.AcceptOversize, item => item.Boolean()),
        ReadMode = section.Read("readMode", basis.ReadMode, item => item.Choice<MbimReadMode>()),
        MaxOutstandingCommands = section.Read("maxOutstandingCommands", basis.MaxOutstandingCommands, item => (int)item.Number(1, 256)),
        MaxExtendedVersion = section.Read("maxExtendedVersion", basis.MaxExtendedVersion, item => ReadVersion(item, named)),
        AllowMissingDeviceCaps = section.Read("allowMissingDeviceCaps", basis.AllowMissingDeviceCaps, item =>
        {
            named(item);
            return item.Boolean();
        }),
        Ntb = section.ReadSection("ntb", basis.Ntb, ReadNtb),
    };

    private static NtbProfile ReadNtb(YamlSection section, NtbProfile basis)
    {
        YamlItem? remainder = null;
        YamlItem? alignment = null;
        var profile = basis with
        {
            Format = section.Read("format", basis.Format, item => item.Name(["16", "32"]) == "16" ? NtbFormat.Ntb16 : NtbFormat.Ntb32),
            OffersNtb32 = section.Read("offersNtb32", basis.OffersNtb32, item => item.Boolean()),
            InMaxSize = section.Read("inMaxSize", basis.InMaxSize, item => (int)item.Number(NtbLayout.MinMaxSize, NtbLayout.MaxMaxSize)),
            OutMaxSize = section.Read("outMaxSize", basis.OutMaxSize, item => (int)item.Number(NtbLayout.MinMaxSize, NtbLayout.MaxMaxSize)),
            Divisor = section.Read("divisor", basis.Divisor, item => (int)(remainder = item).Number(1, 1024)),
            Remainder = section.Read("remainder", basis.Remainder, item => (int)(remainder = item).Number(0, 1023)),
            Alignment = section.Read("alignment", basis.Alignment, item => (int)(alignment = item).Number(4, 1024)),
            OutMaxDatagrams = section.Read("outMaxDatagrams", basis.OutMaxDatagrams, item => (int)item.Number(0, ushort.MaxValue)),
        };
        if (remainder is not null && profile.Remainder >= profile.Divisor)
        {
            throw remainder.Error($"remainder {profile.Remainder} with divisor {profile.Divisor}", "a remainder below the divisor (USB NCM 1.0, 3.3.4)");
        }

        return alignment is null || int.IsPow2(profile.Alignment) ? profile : throw alignment.Error($"{profile.Alignment}", "a power of two");
    }

    private static MbimExVersion ReadVersion(YamlItem item, Action<YamlItem> named)
    {
        named(item);
        return item.Name(["1.0", "2.0", "3.0"]) switch
        {
            "1.0" => MbimExVersion.V1,
            "2.0" => MbimExVersion.V2,
            _ => MbimExVersion.V3,
        };
    }

    private static IdentityProfile ReadIdentity(YamlSection section, IdentityProfile basis) => basis with
    {
        DeviceId = section.Read("deviceId", basis.DeviceId, item => item.Text(18)),
        FirmwareInfo = section.Read("firmwareInfo", basis.FirmwareInfo, item => item.Text(30)),
        HardwareInfo = section.Read("hardwareInfo", basis.HardwareInfo, item => item.Text(30)),
        FirmwareId = section.Read("firmwareId", basis.FirmwareId, item => item.Uuid()),
    };

    private static CapabilitiesProfile ReadCapabilities(YamlSection section, CapabilitiesProfile basis)
    {
        const ControlCaps CdmaIP = ControlCaps.CdmaMobileIp | ControlCaps.CdmaSimpleIp;
        YamlItem? named = null;
        var capabilities = basis with
        {
            DeviceType = section.Read("deviceType", basis.DeviceType, item => item.Choice<DeviceType>()),
            CellularClass = section.Read("cellularClass", basis.CellularClass, item => (named = item).Flags<CellularClass>()),
            VoiceClass = section.Read("voiceClass", basis.VoiceClass, item => item.Choice<VoiceClass>()),
            SimClass = section.Read("simClass", basis.SimClass, item => item.Flags<SimClass>()),
            DataClass = section.Read("dataClass", basis.DataClass, item => item.Flags<DataClass>()),
            WcdmaBands = section.Read("wcdmaBands", basis.WcdmaBands, item => ReadBands(item, 32)),
            LteBands = section.Read("lteBands", basis.LteBands, item => ReadBands(item, ushort.MaxValue)),
            NrBands = section.Read("nrBands", basis.NrBands, item => ReadBands(item, ushort.MaxValue)),
            SmsCaps = section.Read("smsCaps", basis.SmsCaps, item => item.Flags<SmsCaps>()),
            ControlCaps = section.Read("controlCaps", basis.ControlCaps, item => (named = item).Flags<ControlCaps>()),
            CustomDataClass = section.Read("customDataClass", basis.CustomDataClass, item => item.Text(11)),
        };
        var isCdma = (capabilities.CellularClass & CellularClass.Cdma) != 0;
        return isCdma && (capabilities.ControlCaps & CdmaIP) == 0 && named is not null
            ? throw named.Error("cellularClass cdma without its IP capability", "cdmaMobileIp or cdmaSimpleIp in controlCaps (MBIM 1.0, 10.5.1.3)")
            : capabilities;
    }

    private static MbimArray<ushort> ReadBands(YamlItem list, ushort max)
    {
        var items = list.Items();
        return items.Count <= MaxBands ? items.Select(item => (ushort)item.Number(1, max)).ToMbimArray() : throw list.Error($"{items.Count} bands", $"at most {MaxBands}");
    }

    private static TimingsProfile ReadTimings(YamlSection section, TimingsProfile basis) => basis with
    {
        SimInitialize = section.Read("simInitialize", basis.SimInitialize, item => item.Duration()),
        SlotSwitch = section.Read("slotSwitch", basis.SlotSwitch, item => item.Duration()),
        Pin = section.Read("pin", basis.Pin, item => item.Duration()),
        Register = section.Read("register", basis.Register, item => item.Duration()),
        Attach = section.Read("attach", basis.Attach, item => item.Duration()),
        Detach = section.Read("detach", basis.Detach, item => item.Duration()),
        Activate = section.Read("activate", basis.Activate, item => item.Duration()),
        Deactivate = section.Read("deactivate", basis.Deactivate, item => item.Duration()),
        Scan = section.Read("scan", basis.Scan, item => item.Duration()),
        ServiceActivation = section.Read("serviceActivation", basis.ServiceActivation, item => item.Duration()),
        DssConnect = section.Read("dssConnect", basis.DssConnect, item => item.Duration()),
        DeviceReset = section.Read("deviceReset", basis.DeviceReset, item => item.Duration()),
        Configure = section.Read("configure", basis.Configure, item => item.Duration()),
        Jitter = section.Read("jitter", basis.Jitter, item => (int)item.Number(0, 100)),
    };

    private static ChoicesProfile ReadChoices(YamlSection section, ChoicesProfile basis)
    {
        return basis with
        {
            ConnectQueryWithoutContext = section.Read("connectQueryWithoutContext", basis.ConnectQueryWithoutContext, item => Read(item, "deactivated")),
            RefusedConnect = section.Read("refusedConnect", basis.RefusedConnect, item => item.Choice<RefusedConnect>()),
            StatisticsWithoutContext = section.Read("statisticsWithoutContext", basis.StatisticsWithoutContext, item => Read(item, "zero")),
        };

        static WithoutContext Read(YamlItem item, string answered) =>
            item.Name([answered, "contextNotActivated"]) == answered ? WithoutContext.Answered : WithoutContext.ContextNotActivated;
    }
}
