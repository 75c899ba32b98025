using System.Globalization;
using System.Text;
using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>The files of the card that a profile describes (ETSI TS 102 221, 13; 3GPP TS 31.102, 4; 3GPP TS 31.103, 4).</summary>
internal sealed class ProfileFiles
{
    private const int AlphaSize = 14;
    private const int NumberRecord = AlphaSize + 14;

    private readonly CardBuilder _builder;
    private readonly SimProfile _sim;
    private readonly ProviderProfile _home;
    private readonly int _mncLength;
    private readonly HashSet<int> _services = [];

    private ProfileFiles(CardBuilder builder, SimProfile sim, ProviderProfile home)
    {
        (_builder, _sim, _home) = (builder, sim, home);
        _mncLength = sim.MncLength ?? (IsHome ? home.Id.Length - 3 : 2);
    }

    // Who is abroad even at home has its home as an equivalent one (3GPP TS 22.011, 3.2.2.2).
    private bool IsHome => _sim.SubscriberId.StartsWith(_home.Id, StringComparison.Ordinal);

    private string Own => _sim.SubscriberId.Length >= 3 + _mncLength ? _sim.SubscriberId[..(3 + _mncLength)] : _home.Id;

    /// <summary>Adds them.</summary>
    /// <param name="builder">The card.</param>
    /// <param name="sim">What the subscriber has.</param>
    /// <param name="home">The home provider.</param>
    public static void Add(CardBuilder builder, SimProfile sim, ProviderProfile home)
    {
        var files = new ProfileFiles(builder, sim, home);
        files.AddMaster();
        files.AddTelecom();
        files.AddUsim();
        files.AddIsim();
    }

    private void AddMaster()
    {
        Directory("3f00", FileId.MasterFile, []);
        Records("3f00", FileId.Dir, 30, [Application("usim", "USIM"), Application("isim", "ISIM")], 0x26, 4, CardAccess.Always, CardAccess.Adm);
        Bytes("3f00", FileId.Pl, 5, CardCoding.Fill("en"u8.ToArray(), 10), CardAccess.Always, CardAccess.Pin1);
        _builder.Add("3f00/2f06", Control(CardFileKind.LinearFixed, FileId.MasterArr, 6, SecurityAttributes.RuleSize, CardAccess.Always, CardAccess.Adm), SecurityAttributes.Rules());
        Bytes("3f00", FileId.Umpc, 8, [0x0A, 0x3C, 0x00, 0x00, 0x00], CardAccess.Always, CardAccess.Adm);
        Bytes("3f00", FileId.IccId, 2, CardCoding.IccId(_sim.IccId), CardAccess.Always, CardAccess.Adm);

        static byte[] Application(string name, string label)
        {
            var aid = CardPath.AidOf(name);
            return [0x61, (byte)(aid.Length + label.Length + 4), 0x4F, (byte)aid.Length, .. aid, 0x50, (byte)label.Length, .. Encoding.ASCII.GetBytes(label)];
        }
    }

    private void AddTelecom()
    {
        Directory("3f00/7f10", FileId.Telecom, []);
        Records("3f00/7f10", FileId.Adn, 0, [.. _sim.Phonebook.Select(entry => NumberOf(entry.Name, entry.Number))], NumberRecord, 50, CardAccess.Pin1, CardAccess.Pin1);
        _builder.Add("3f00/7f10/6f44", Control(CardFileKind.Cyclic, FileId.Lnd, 0, NumberRecord, CardAccess.Pin1, CardAccess.Pin1), CardCoding.Fill([], 10 * NumberRecord));
    }

    private void AddUsim()
    {
        const string Usim = "usim";
        Directory(Usim, 0, CardPath.AidOf(Usim));
        Records(Usim, FileId.Ecc, 1, [Emergency("112"), Emergency("911")], 18, 5, CardAccess.Always, CardAccess.Adm);
        Bytes(Usim, FileId.Li, 2, CardCoding.Fill("en"u8.ToArray(), 10), CardAccess.Always, CardAccess.Pin1);
        Bytes(Usim, FileId.Ad, 3, _sim.AdministrativeData.Count > 0 ? [.. _sim.AdministrativeData] : [0, 0, 0, (byte)_mncLength], CardAccess.Always, CardAccess.Adm);
        _builder.Add("usim/6f06", Control(CardFileKind.LinearFixed, FileId.Arr, 23, SecurityAttributes.RuleSize, CardAccess.Always, CardAccess.Adm), SecurityAttributes.Rules());
        Bytes(Usim, FileId.Imsi, 7, CardCoding.Imsi(_sim.SubscriberId), CardAccess.Pin1, CardAccess.Adm);
        Bytes(Usim, FileId.Keys, 8, CardCoding.Fill([7], 33), CardAccess.Pin1, CardAccess.Pin1);
        Bytes(Usim, FileId.KeysPs, 9, CardCoding.Fill([7], 33), CardAccess.Pin1, CardAccess.Pin1);
        Bytes(Usim, FileId.Hpplmn, 18, [5], CardAccess.Pin1, CardAccess.Adm);
        Records(Usim, FileId.Fdn, 0, [], NumberRecord, 10, CardAccess.Pin1, CardAccess.Pin2, 2);
        Records(Usim, FileId.Sms, 0, [.. Enumerable.Repeat(new byte[] { 0 }, 20)], 176, 20, CardAccess.Pin1, CardAccess.Pin1, 10);
        AddIdentifiers(Usim);
        Records(Usim, FileId.Msisdn, 0, [.. _sim.TelephoneNumbers.Select(number => NumberOf("", number))], NumberRecord, Math.Max(4, _sim.TelephoneNumbers.Count), CardAccess.Pin1, CardAccess.Pin1, 21);
        Records(Usim, FileId.Smsp, 0, [ServiceCentre()], AlphaSize + 28, 2, CardAccess.Pin1, CardAccess.Pin1, 12);
        Bytes(Usim, FileId.Smss, 0, [0xFF, 0xFF], CardAccess.Pin1, CardAccess.Pin1);
        Bytes(Usim, FileId.Cbmi, 0, CardCoding.Fill([], 20), CardAccess.Pin1, CardAccess.Pin1, 15);
        Bytes(Usim, FileId.Cbmid, 14, CardCoding.Fill([], 20), CardAccess.Pin1, CardAccess.Adm);
        Bytes(Usim, FileId.Cbmir, 0, CardCoding.Fill([], 20), CardAccess.Pin1, CardAccess.Pin1, 16);
        Records(Usim, FileId.Sdn, 0, [], NumberRecord, 5, CardAccess.Pin1, CardAccess.Adm, 4);
        Bytes(Usim, FileId.Est, 5, [0], CardAccess.Pin1, CardAccess.Pin2, 34);
        Bytes(Usim, FileId.StartHfn, 15, [0xF0, 0, 0, 0xF0, 0, 0], CardAccess.Pin1, CardAccess.Pin1);
        Bytes(Usim, FileId.Threshold, 16, [0xFF, 0xFF, 0xFF], CardAccess.Pin1, CardAccess.Adm);
        AddNetworks(Usim);
        AddLocations(Usim);
        Records(Usim, FileId.Mbdn, 0, [], NumberRecord, 2, CardAccess.Pin1, CardAccess.Pin1, 47);
        Records(Usim, FileId.Mbi, 0, [[0, 0, 0, 0], [0, 0, 0, 0]], 4, 2, CardAccess.Pin1, CardAccess.Pin1);
        Records(Usim, FileId.Mwis, 0, [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]], 5, 2, CardAccess.Pin1, CardAccess.Pin1, 48);
        var cost = Control(CardFileKind.Cyclic, FileId.Acm, 28, 3, CardAccess.Pin1, CardAccess.Pin2) with
        {
            Security = SecurityAttributes.Reference(FileId.Arr, CardAccess.Pin1, CardAccess.Pin2, CardAccess.Pin1),
        };
        _builder.Add("usim/6f39", cost, new byte[5 * 3]);
        _services.Add(13);
        Directory("usim/5fc0", FileId.FiveGs, []);
        Bytes("usim/5fc0", FileId.FiveGs3GppLoci, 1, CardCoding.Fill([], 20), CardAccess.Pin1, CardAccess.Pin1, 122);
        Bytes("usim/5fc0", FileId.FiveGsN3GppLoci, 2, CardCoding.Fill([], 20), CardAccess.Pin1, CardAccess.Pin1);
        Records("usim/5fc0", FileId.FiveGs3GppNsc, 3, [], 57, 1, CardAccess.Pin1, CardAccess.Pin1);
        Bytes("usim/5fc0", FileId.RoutingIndicator, 10, [0xF0, 0xFF, 0, 0], CardAccess.Pin1, CardAccess.Adm);
        Bytes(Usim, FileId.Ust, 4, _sim.ServiceTable.Count > 0 ? [.. _sim.ServiceTable] : ServiceTable(), CardAccess.Pin1, CardAccess.Adm);
    }

    private void AddIdentifiers(string usim)
    {
        if (_sim.Gid1.Count > 0)
        {
            Bytes(usim, FileId.Gid1, 0, [.. _sim.Gid1], CardAccess.Pin1, CardAccess.Adm, 17);
        }

        if (_sim.Gid2.Count > 0)
        {
            Bytes(usim, FileId.Gid2, 0, [.. _sim.Gid2], CardAccess.Pin1, CardAccess.Adm, 18);
        }

        // Nobody asks for the display of the registered network's name.
        Bytes(usim, FileId.Spn, 0, [0, .. CardCoding.Name(_sim.ServiceProviderName ?? _home.Name, 16)], CardAccess.Always, CardAccess.Adm, 19);
        var access = _sim.SubscriberId.Length > 0 ? _sim.SubscriberId[^1] - '0' : 0;
        Bytes(usim, FileId.Acc, 6, [(byte)(1 << access >> 8), (byte)(1 << access)], CardAccess.Pin1, CardAccess.Adm);
    }

    private void AddNetworks(string usim)
    {
        Bytes(usim, FileId.PlmnWAct, 10, CardCoding.Fill([.. _sim.PreferredProviders.SelectMany(provider => ProviderLists.Preferred(provider.Id))], 5 * ProviderLists.MaxPreferred), CardAccess.Pin1, CardAccess.Pin1, 20);
        Bytes(usim, FileId.OplmnWAct, 17, CardCoding.Fill([], 60), CardAccess.Pin1, CardAccess.Adm, 42);
        Bytes(usim, FileId.HplmnWAct, 19, ProviderLists.Preferred(Own), CardAccess.Pin1, CardAccess.Adm, 43);
        Bytes(usim, FileId.Fplmn, 13, CardCoding.Fill([.. _sim.ForbiddenProviders.SelectMany(CardCoding.Plmn)], 12), CardAccess.Pin1, CardAccess.Pin1);
        Bytes(usim, FileId.Spdi, 27, CardCoding.Fill([0xA3, 5, 0x80, 3, .. CardCoding.Plmn(Own)], 16), CardAccess.Always, CardAccess.Adm, 51);
        if (!IsHome)
        {
            Bytes(usim, FileId.Ehplmn, 29, CardCoding.Fill(CardCoding.Plmn(_home.Id), 12), CardAccess.Pin1, CardAccess.Adm, 71);
        }

        Bytes(usim, FileId.LrPlmnSi, 0, [0], CardAccess.Pin1, CardAccess.Adm, 74);
        List<ProviderProfile> named = [.. _sim.OperatorNames];
        if (_sim.ServiceProviderName is null && CardCoding.ReadName(CardCoding.Name(_home.Name, 16)) != _home.Name && !named.Exists(provider => provider.Id == _home.Id))
        {
            named.Insert(0, _home);
        }

        Records(usim, FileId.Pnn, 25, [.. named.Select(provider => NetworkName.Write(provider.Name))], 48, Math.Max(4, named.Count), CardAccess.Always, CardAccess.Adm, 45);
        Records(
            usim, FileId.Opl, 26, [.. named.Select((provider, index) => (byte[])[.. CardCoding.Plmn(provider.Id), 0, 0, 0xFF, 0xFE, (byte)(index + 1)])], 8, Math.Max(4, named.Count),
            CardAccess.Always, CardAccess.Adm, 46);
    }

    private void AddLocations(string usim)
    {
        Bytes(usim, FileId.Loci, 11, [.. CardCoding.Fill([], 7), 0, 0, 0xFF, 1], CardAccess.Pin1, CardAccess.Pin1);
        Bytes(usim, FileId.PsLoci, 12, [.. CardCoding.Fill([], 13), 1], CardAccess.Pin1, CardAccess.Pin1);
        Bytes(usim, FileId.EpsLoci, 30, [.. CardCoding.Fill([], 17), 1], CardAccess.Pin1, CardAccess.Pin1, 85);
        Records(usim, FileId.EpsNsc, 24, [], 54, 1, CardAccess.Pin1, CardAccess.Pin1);
        Bytes(usim, FileId.NetPar, 0, CardCoding.Fill([], 64), CardAccess.Pin1, CardAccess.Pin1);
    }

    private void AddIsim()
    {
        const string Isim = "isim";
        var domain = string.Create(CultureInfo.InvariantCulture, $"ims.mnc{Own[3..].PadLeft(3, '0')}.mcc{Own[..3]}.3gppnetwork.org");
        var identity = $"{_sim.SubscriberId}@{domain}";
        Directory(Isim, 0, CardPath.AidOf(Isim));
        Bytes(Isim, FileId.Impi, 2, Text(identity), CardAccess.Pin1, CardAccess.Adm);
        Bytes(Isim, FileId.Domain, 5, Text(domain), CardAccess.Pin1, CardAccess.Adm);
        Records(Isim, FileId.Impu, 4, [Text("sip:" + identity)], 100, 1, CardAccess.Pin1, CardAccess.Adm);
        _builder.Add("isim/6f06", Control(CardFileKind.LinearFixed, FileId.Arr, 6, SecurityAttributes.RuleSize, CardAccess.Always, CardAccess.Adm), SecurityAttributes.Rules());
        Bytes(Isim, FileId.Ist, 7, [0x01, 0x00], CardAccess.Pin1, CardAccess.Adm);
        Records(Isim, FileId.Pcscf, 0, [], 64, 1, CardAccess.Pin1, CardAccess.Adm);
        Bytes(Isim, FileId.Ad, 3, [0, 0, 0], CardAccess.Always, CardAccess.Adm);

        static byte[] Text(string text) => [0x80, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
    }

    private static byte[] NumberOf(string name, string number) => [.. CardCoding.Name(name, AlphaSize), .. CardCoding.Number(number), 0xFF, 0xFF];

    private static byte[] Emergency(string number) => [.. CardCoding.Fill(CardCoding.Digits(number), 3), .. CardCoding.Fill([], AlphaSize), 0];

    // Indicators, destination address, service centre address, protocol, coding, validity (4.2.27): all but the service centre are absent.
    private byte[] ServiceCentre() => [.. CardCoding.Fill([], AlphaSize), 0xFD, .. CardCoding.Fill([], 12), .. CardCoding.Number(_sim.ServiceCentre), 0xFF, 0xFF, 0xFF];

    private byte[] ServiceTable()
    {
        // Access by 2G: 27 and 38; "shall be present": 33.
        var table = new byte[17];
        foreach (var service in _services.Concat([27, 33, 38]))
        {
            table[(service - 1) / 8] |= (byte)(1 << ((service - 1) % 8));
        }

        return table;
    }

    private void Directory(string path, ushort id, byte[] aid) => _builder.Add(path, new FileControl
    {
        Kind = aid.Length > 0 ? CardFileKind.Application : CardFileKind.Directory,
        Id = id,
        Aid = aid,
        Security = SecurityAttributes.Reference(FileId.MasterArr, CardAccess.Always, CardAccess.Adm),
    }, []);

    private void Bytes(string directory, ushort id, int sfi, byte[] content, CardAccess read, CardAccess update, int service = 0)
    {
        _builder.Add(PathOf(directory, id), Control(CardFileKind.Transparent, id, sfi, 0, read, update, directory), content);
        Serve(service);
    }

    private void Records(string directory, ushort id, int sfi, IReadOnlyList<byte[]> records, int size, int count, CardAccess read, CardAccess update, int service = 0)
    {
        byte[] content = [.. records.SelectMany(record => CardCoding.Fill(record, size))];
        _builder.Add(PathOf(directory, id), Control(CardFileKind.LinearFixed, id, sfi, size, read, update, directory), CardCoding.Fill(content, count * size));
        Serve(service);
    }

    private void Serve(int service)
    {
        if (service != 0)
        {
            _services.Add(service);
        }
    }

    private static string PathOf(string directory, ushort id) => string.Create(CultureInfo.InvariantCulture, $"{directory}/{id:x4}");

    private static FileControl Control(CardFileKind kind, ushort id, int sfi, int recordSize, CardAccess read, CardAccess update, string directory = "") => new()
    {
        Kind = kind,
        Id = id,
        RecordSize = recordSize,
        Security = SecurityAttributes.Reference(directory.StartsWith(CardPath.MasterFile, StringComparison.Ordinal) || id is FileId.MasterArr or FileId.Lnd ? FileId.MasterArr : FileId.Arr, read, update),
        ShortId = sfi == 0 ? [] : [(byte)(sfi << 3)],
    };
}
