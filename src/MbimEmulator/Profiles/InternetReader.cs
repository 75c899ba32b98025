using System.Buffers;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>internet</c>.</summary>
internal static class InternetReader
{
    private const int MaxNames = 1000;
    private const int MaxAddresses = 16;
    private const int MaxName = 253;
    private const int MaxLabel = 63;
    private const string Gateway = "gateway";

    private static readonly SearchValues<char> LabelCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    public static InternetProfile Read(YamlSection section, InternetProfile basis) => basis with
    {
        Names = section.Read("names", basis.Names, ReadNames),
    };

    private static MbimArray<InternetName> ReadNames(YamlItem item)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        var entries = item.Section().Entries().ToList();
        if (entries.Count > MaxNames)
        {
            throw item.Error($"{entries.Count} names", $"at most {MaxNames}");
        }

        return entries.Select(entry => Read(entry.Key, entry.Value)).ToMbimArray();

        InternetName Read(YamlItem key, YamlItem value)
        {
            var name = key.Text();
            var isName = name.Length is > 0 and <= MaxName
                && Array.TrueForAll(name.Split('.'), label => label.Length is > 0 and <= MaxLabel && !label.AsSpan().ContainsAnyExcept(LabelCharacters));
            if (!isName)
            {
                throw key.Error($"'{name}'", "a host name such as modem.test");
            }

            return taken.Add(name) ? ReadAddresses(name, value) : throw key.Error($"'{name}' twice", "each name only once");
        }
    }

    private static InternetName ReadAddresses(string name, YamlItem list)
    {
        var items = list.Items();
        if (items.Count > MaxAddresses)
        {
            throw list.Error($"{items.Count} addresses", $"at most {MaxAddresses}");
        }

        var isGateway = false;
        List<IPv4Address> v4 = [];
        List<IPv6Address> v6 = [];
        foreach (var item in items)
        {
            var text = item.Text();
            if (text == Gateway)
            {
                isGateway = true;
            }
            else if (IPv4Address.TryParse(text, out var four) && four.ToString() == text)
            {
                v4.Add(four);
            }
            else if (IPv6Address.TryParse(text, out var six))
            {
                v6.Add(six);
            }
            else
            {
                throw item.Error($"'{text}'", $"an IPv4 or IPv6 address, or {Gateway} for the session's own");
            }
        }

        return new InternetName { Name = name, IsGateway = isGateway, IPv4 = [.. v4], IPv6 = [.. v6] };
    }
}
