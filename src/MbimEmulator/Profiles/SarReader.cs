using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>sar</c> of a profile.</summary>
internal static class SarReader
{
    private const int MaxAntennas = 16;

    public static SarProfile Read(YamlSection section, SarProfile basis)
    {
        YamlItem? named = null;
        var profile = basis with
        {
            Mode = section.Read("mode", basis.Mode, item => item.Choice<SarControlMode>()),
            Backoff = section.Read("backoff", basis.Backoff, item => item.Choice<SarBackoffState>()),
            Wifi = section.Read("wifi", basis.Wifi, item => item.Choice<SarWifiIntegration>()),
            MaxBackoffIndex = section.Read("maxBackoffIndex", basis.MaxBackoffIndex, item => (uint)(named = item).Number(0, uint.MaxValue)),
            Antennas = section.Read("antennas", basis.Antennas, item => ReadAntennas(named = item)),
            Hysteresis = section.Read("hysteresis", basis.Hysteresis, item => (uint)item.Number(SarProfile.MinHysteresis, SarProfile.MaxHysteresis)),
        };
        foreach (var antenna in profile.Antennas)
        {
            if (named is not null && antenna.BackoffIndex > profile.MaxBackoffIndex)
            {
                throw named.Error($"antenna {antenna.AntennaIndex} with back-off {antenna.BackoffIndex}", $"a back-off up to maxBackoffIndex, {profile.MaxBackoffIndex}");
            }
        }

        return profile;
    }

    private static MbimArray<SarConfigState> ReadAntennas(YamlItem list)
    {
        HashSet<uint> taken = [];
        var antennas = list.Items().Select(item => YamlSection.Checked(item, section => ReadAntenna(section, item, taken))).ToMbimArray();
        return antennas.Count is > 0 and <= MaxAntennas ? antennas : throw list.Error($"{antennas.Count} antennas", $"1 to {MaxAntennas}");
    }

    private static SarConfigState ReadAntenna(YamlSection section, YamlItem item, HashSet<uint> taken)
    {
        var antenna = new SarConfigState
        {
            AntennaIndex = section.Require("index", index => (uint)index.Number(0, SarConfigState.AllAntennas - 1)),
            BackoffIndex = section.Read("backoff", 0u, backoff => (uint)backoff.Number(0, uint.MaxValue)),
        };
        return taken.Add(antenna.AntennaIndex) ? antenna : throw item.Error($"antenna {antenna.AntennaIndex} twice", "each antenna only once");
    }
}
