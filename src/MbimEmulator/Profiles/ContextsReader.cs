using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>contexts</c>.</summary>
internal static class ContextsReader
{
    private static readonly string[] IPTypes = ["default", "ipv4", "ipv6", "ipv4v6", "ipv4AndIpv6"];

    private delegate bool Parser<TAddress>(string text, out TAddress address);

    /// <summary>The name of an IP type.</summary>
    public static string NameOf(ContextIpType type) => IPTypes[(int)type];

    /// <summary>The IP type of a name.</summary>
    public static ContextIpType ReadIPType(YamlItem item) => (ContextIpType)Array.IndexOf(IPTypes, item.Name(IPTypes));

    public static ContextsProfile Read(YamlSection section, ContextsProfile basis)
    {
        var maxSessions = section.Read("maxSessions", basis.MaxSessions, item => (int)item.Number(1, 256));
        return basis with
        {
            MaxSessions = maxSessions,
            AnyAccessString = section.Read("anyAccessString", basis.AnyAccessString, item => item.Boolean()),
            AccessStrings = section.Read("accessStrings", basis.AccessStrings, ReadAccessStrings),
            Loopback = section.Read("loopback", basis.Loopback, item => item.Choice<LoopbackKind>()),
            Types = section.Read("types", basis.Types, item => item.Items().Select(type => type.Name(ContextTypeNames.All)).ToMbimArray()),
            IPv4 = section.Read("ipv4", basis.IPv4, item => ReadPool<IPv4Address>(item, IPv4Address.TryParse, address => address.Value, 32, maxSessions)),
            IPv6 = section.Read("ipv6", basis.IPv6, item => ReadPool<IPv6Address>(item, IPv6Address.TryParse, address => address.Value, 128, maxSessions)),
            Pco = section.Read("pco", basis.Pco, ReadPco),
            MaxPacketFilters = section.Read("maxPacketFilters", basis.MaxPacketFilters, item => (int)item.Number(0, 256)),
            MaxPacketFilterSize = section.Read("maxPacketFilterSize", basis.MaxPacketFilterSize, item => (int)item.Number(1, 192)),
            Provisioned = section.Read("provisioned", basis.Provisioned, ReadProvisioned),
        };
    }

    private static MbimArray<AccessStringProfile> ReadAccessStrings(YamlItem list)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        return list.Items().Select(item => YamlSection.Checked(item, Read)).ToMbimArray();

        AccessStringProfile Read(YamlSection section) => new()
        {
            Name = section.Require("name", item => taken.Add(item.Text(100)) ? item.Text() : throw item.Error($"'{item.Text()}' twice", "each only once")),
            UserName = section.Read("userName", (string?)null, item => item.Text(255)),
            Password = section.Read("password", (string?)null, item => item.Text(255)),
            NwError = section.Read("nwError", NwError.None, item => (NwError)item.Number(0, 255)),
        };
    }

    private static MbimArray<PcoProfile> ReadPco(YamlItem list)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        return list.Items().Select(item => YamlSection.Checked(item, Read)).ToMbimArray();

        PcoProfile Read(YamlSection section) => new()
        {
            AccessString = section.Require("accessString", item => taken.Add(item.Text(100)) ? item.Text() : throw item.Error($"'{item.Text()}' twice", "each only once")),
            Data = section.Require("data", ReadBytes),
            Type = section.Read("type", PcoType.Complete, item => item.Choice<PcoType>()),
        };

        static MbimArray<byte> ReadBytes(YamlItem item) => item.Bytes(PcoProfile.MaxSize) is { Count: > 0 } bytes ? bytes : throw item.Error("no bytes", $"1 to {PcoProfile.MaxSize} bytes in hexadecimal");
    }

    private static AddressPool<TAddress>? ReadPool<TAddress>(
        YamlItem item, Parser<TAddress> parse, Func<TAddress, UInt128> number, int bits, int maxSessions)
        where TAddress : struct
    {
        return item.IsText("none") ? null : YamlSection.Checked(item, Read);

        AddressPool<TAddress> Read(YamlSection section)
        {
            var pool = new AddressPool<TAddress>
            {
                Address = section.Require("address", Address),
                PrefixLength = section.Require("prefixLength", length => (uint)length.Number(1, bits)),
                Gateway = section.Read<TAddress?>("gateway", null, value => Address(value)),
                Dns = section.Read("dns", [], list => list.Items().Select(Address).ToMbimArray()),
                Mtu = section.Read("mtu", 1500u, mtu => (uint)mtu.Number(bits == 32 ? 576 : 1280, 65535)),
            };
            var first = number(pool.Address);
            var last = first + (UInt128)(maxSessions - 1);
            var hostBits = bits - (int)pool.PrefixLength;
            return hostBits == bits || last >> hostBits == first >> hostBits
                ? pool
                : throw item.Error($"{maxSessions} sessions starting at {pool.Address}/{pool.PrefixLength} exceed the prefix", "all addresses in it");
        }

        TAddress Address(YamlItem value) =>
            parse(value.Text(), out var address) && (bits > 32 || address.ToString() == value.Text())
                ? address
                : throw value.Error($"'{value.Text()}'", bits == 32 ? "an IPv4 address" : "an IPv6 address");
    }

    public static MbimArray<ProvisionedContextProfile> ReadProvisioned(YamlItem list)
    {
        HashSet<uint> taken = [];
        var items = list.Items();
        return items.Count <= ContextsProfile.MaxProvisioned
            ? items.Select(item => YamlSection.Checked(item, Read)).ToMbimArray()
            : throw list.Error($"{items.Count} contexts", $"at most {ContextsProfile.MaxProvisioned}");

        ProvisionedContextProfile Read(YamlSection section) => new()
        {
            Id = section.Require("id", ReadId),
            Type = section.Require("type", item => Guid.TryParseExact(item.Text(), "D", out var other) ? ContextTypeNames.Of(other) : item.Name(ContextTypeNames.All)),
            AccessString = section.Read("accessString", "", item => item.Text(100)),
            UserName = section.Read("userName", "", item => item.Text(255)),
            Password = section.Read("password", "", item => item.Text(255)),
            Compression = section.Read("compression", Compression.None, item => item.Choice<Compression>()),
            AuthProtocol = section.Read("authProtocol", AuthProtocol.None, item => item.Choice<AuthProtocol>()),
            IpType = section.Read("ipType", ContextIpType.Default, ReadIPType),
            Enabled = section.Read("enabled", true, item => item.Boolean()),
            Roaming = section.Read("roaming", ContextRoamingControl.AllowAll, item => item.Choice<ContextRoamingControl>()),
            MediaType = section.Read("mediaType", ContextMediaType.All, item => item.Choice<ContextMediaType>()),
            Source = section.Read("source", ContextSource.Modem, item => item.Choice<ContextSource>()),
        };

        uint ReadId(YamlItem item)
        {
            var id = (uint)item.Number(0, uint.MaxValue);
            return taken.Add(id) ? id : throw item.Error($"{id} twice", "each id only once");
        }
    }
}
