using System.Buffers;
using System.Globalization;
using System.Net;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>sim</c>.</summary>
internal static class SimReader
{
    private static readonly SearchValues<char> Dialled = SearchValues.Create("0123456789*#");

    // What is said of the slot, or of the subscription. Everything else a card from outside says itself.
    private static readonly string[] BesideReader = ["reader", "condition", "esim", "protectUniqueId", "serviceActivated", "serviceActivationNwError"];

    public static SimProfile Read(YamlSection section, SimProfile basis)
    {
        var sim = ReadKeys(section, basis);
        if (sim.Reader is { } reader)
        {
            foreach (var (key, value) in section.Entries().Where(entry => section.Known.Contains(entry.Key.Text()) && !BesideReader.Contains(entry.Key.Text())))
            {
                throw value.Error($"it describes the card, while the card comes from outside (sim.reader: {reader})", $"{string.Join(", ", BesideReader)} alone");
            }
        }

        return sim;
    }

    private static SimProfile ReadKeys(YamlSection section, SimProfile basis) => basis with
    {
        Condition = section.Read("condition", basis.Condition, item => item.Choice<SimCondition>()),
        Esim = section.Read("esim", basis.Esim, item => item.Boolean()),
        SubscriberId = section.Read("subscriberId", basis.SubscriberId, item => item.Digits(6, 15)),
        IccId = section.Read("iccId", basis.IccId, item => item.Text(20)),
        TelephoneNumbers = section.Read("telephoneNumbers", basis.TelephoneNumbers, item => item.Items().Select(number => number.Text(22)).ToMbimArray()),
        ProtectUniqueId = section.Read("protectUniqueId", basis.ProtectUniqueId, item => item.Boolean()),
        ServiceActivated = section.Read("serviceActivated", basis.ServiceActivated, item => item.Boolean()),
        ServiceActivationNwError = section.Read("serviceActivationNwError", basis.ServiceActivationNwError, item => (uint)item.Number(0, 255)),
        Pin1 = section.ReadSection("pin1", basis.Pin1, ReadPin1),
        Pin2 = section.ReadSection("pin2", basis.Pin2, ReadPin),
        PreferredProviders = section.Read("preferredProviders", basis.PreferredProviders, NetworkReader.ReadProviders),
        ForbiddenProviders = section.Read("forbiddenProviders", basis.ForbiddenProviders, ReadForbidden),
        ServiceProviderName = section.Read("serviceProviderName", basis.ServiceProviderName, item => item.Text(16)),
        MncLength = section.Read("mncLength", basis.MncLength, item => (int)item.Number(2, 3)),
        OperatorNames = section.Read("operatorNames", basis.OperatorNames, NetworkReader.ReadProviders),
        Gid1 = section.Read("gid1", basis.Gid1, item => item.Bytes(20)),
        Gid2 = section.Read("gid2", basis.Gid2, item => item.Bytes(20)),
        ServiceCentre = section.Read("serviceCentre", basis.ServiceCentre, ReadNumber),
        Phonebook = section.Read("phonebook", basis.Phonebook, ReadPhonebook),
        AdministrativeData = section.Read("administrativeData", basis.AdministrativeData, item => SizedOrNone(item, 4, 20)),
        ServiceTable = section.Read("serviceTable", basis.ServiceTable, item => SizedOrNone(item, 1, 32)),
        Keys = section.ReadSection("keys", basis.Keys, ReadKeys),
        Adm1 = section.Read("adm1", basis.Adm1, item => Sized(item, 8, 8)),
        Atr = section.Read("atr", basis.Atr, item => SizedOrNone(item, 2, 33)),
        Files = section.Read("files", basis.Files, CardFilesReader.Read),
        Reader = section.Read("reader", basis.Reader, ReadAddress),
    };

    private static string ReadAddress(YamlItem item)
    {
        var text = item.Text(255);
        var address = text.StartsWith("public:", StringComparison.Ordinal) ? text["public:".Length..] : text;
        var colon = address.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (address[..colon] == "localhost" || IPAddress.TryParse(address[..colon], out _))
            ? text
            : throw item.Error($"'{text}'", "an address to listen at, with its port, such as 127.0.0.1:35963");
    }

    private static MbimArray<string> ReadForbidden(YamlItem list)
    {
        var items = list.Items();
        return items.Count <= 4 ? items.Select(item => item.Digits(5, 6)).ToMbimArray() : throw list.Error($"{items.Count} providers", "at most 4, as EF_FPLMN has them");
    }

    private static MbimArray<PhonebookEntryProfile> ReadPhonebook(YamlItem list)
    {
        var items = list.Items();
        return items.Count > 50
            ? throw list.Error($"{items.Count} entries", "at most 50")
            : items.Select(item => YamlSection.Checked(item, section => new PhonebookEntryProfile
            {
                Name = section.Read("name", "", name => name.Text(14)),
                Number = section.Require("number", ReadNumber),
            })).ToMbimArray();
    }

    private static string ReadNumber(YamlItem item)
    {
        var text = item.Text(21);
        var digits = text.AsSpan(text.StartsWith('+') ? 1 : 0);
        return digits.Length is >= 1 and <= 20 && !digits.ContainsAnyExcept(Dialled)
            ? text
            : throw item.Error($"'{text}'", "a number of 1 to 20 digits, such as +15555550100");
    }

    private static SimKeysProfile ReadKeys(YamlSection section, SimKeysProfile basis)
    {
        YamlItem? named = null;
        YamlItem? opc = null;
        var algorithm = section.Read("algorithm", basis.Algorithm, item => (named = item).Choice<SimAlgorithm>());
        var size = algorithm == SimAlgorithm.Tuak ? 32 : 16;
        var keys = new SimKeysProfile
        {
            Algorithm = algorithm,
            K = section.Read("k", basis.K, ReadKey),
            Opc = section.Read("opc", basis.Opc, item => Sized(opc = item, size, size)),
            Op = section.Read("op", basis.Op, item => Sized(item, size, size)),
            SequenceNumber = section.Read("sequenceNumber", basis.SequenceNumber, item => (ulong)item.Number(0, (1L << 48) - 1)),
        };
        if (opc is not null && section.Item("op") is not null)
        {
            throw opc.Error("opc next to op", "only one of them");
        }

        keys = keys with { Op = opc is null ? keys.Op : [] };
        return named is not null && algorithm == SimAlgorithm.Tuak && keys.Opc.Count != size && keys.Op.Count != size
            ? throw named.Error("tuak without its operator's value", "opc (TOPc) or op (TOP) of 32 bytes next to it")
            : keys;

        MbimArray<byte> ReadKey(YamlItem item)
        {
            var key = item.Bytes(size);
            return key.Count is 16 or 32 ? key : throw item.Error($"{key.Count} bytes", size == 16 ? "16 bytes" : "16 or 32 bytes");
        }
    }

    private static MbimArray<byte> SizedOrNone(YamlItem item, int min, int max) => item.IsText("") ? [] : Sized(item, min, max);

    private static MbimArray<byte> Sized(YamlItem item, int min, int max)
    {
        var bytes = item.Bytes(max);
        return bytes.Count >= min ? bytes : throw item.Error($"{bytes.Count} bytes", min == max ? $"{min} bytes" : $"{min} to {max} bytes");
    }

    private static PinProfile ReadPin1(YamlSection section, PinProfile basis) => ReadPin(section, basis) with
    {
        Enabled = section.Read("enabled", basis.Enabled, item => item.Boolean()),
    };

    private static PinProfile ReadPin(YamlSection section, PinProfile basis) => basis with
    {
        Pin = section.Read("pin", basis.Pin, item => item.Digits(PinProfile.MinLength, PinProfile.MaxLength)),
        Attempts = section.Read("attempts", basis.Attempts, item => (int)item.Number(1, 15)),
        Puk = section.Read("puk", basis.Puk, item => item.Digits(PinProfile.MaxLength, PinProfile.MaxLength)),
        PukAttempts = section.Read("pukAttempts", basis.PukAttempts, item => (int)item.Number(1, 15)),
    };
}
