using System.Text.Json;
using MbimEmulator.Card;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>
/// Contents of elementary files with their meaning, recorded of another project: data/pysim/ef-vectors.json has 89. Of these, 37 are of files that the modem
/// reads or the card's builder writes, and stand in the tests below. The others are of files that nobody here interprets (the card keeps them as bytes):
/// objects of the toolkit, CDMA and GSM-R, the maker's own files, group calls, mailboxes, closed subscriber groups, GBA, P-CSCF, ePDG, LSA and the like.
/// </summary>
public class FileVectorTests
{
    private static readonly string[] Interpreted =
    [
        "EF_ADN", "EF_ARR", "EF_DOMAIN", "EF_ECC", "EF_HPPLMN", "EF_ICCID", "EF_IMPI", "EF_IMPU", "EF_IMSI", "EF_MSISDN", "EF_PLMNsel", "EF_SMSP", "EF_START_HFN",
        "EF_xPLMNwAcT", "FileDescriptor", "LifeCycleStatusInteger",
    ];

    [Test]
    public void All_vectors_are_known_and_37_concern_us()
    {
        using var document = JsonDocument.Parse(RecordedData.Read("pysim/ef-vectors.json"));
        var counts = document.RootElement.GetProperty("vectors").EnumerateArray()
            .Select(entry => (Class: Name(entry), Count: entry.GetProperty("vectors").GetArrayLength(), IsOfUicc: !entry.GetProperty("file").GetString()!.Contains("cdma", StringComparison.Ordinal)))
            .ToArray();
        Assert.That(counts.Sum(entry => entry.Count), Is.EqualTo(89));
        Assert.That(counts.Where(entry => entry.IsOfUicc && (Interpreted.Contains(entry.Class) || entry.Class is "EF_AD" or "EF_SPN")).Sum(entry => entry.Count), Is.EqualTo(37));
    }

    [Test]
    public void EF_IMSI_both_ways() => Each("EF_IMSI", 2, (bytes, meaning) =>
    {
        var imsi = meaning.GetProperty("imsi").GetString()!;
        Assert.That(CardCoding.ReadImsi(bytes), Is.EqualTo(imsi));
        Assert.That(Hex.Of(CardCoding.Imsi(imsi)), Is.EqualTo(Hex.Of(bytes)));
        Assert.That(ReadWith($"usim/6f07: {Hex.Of(bytes)}").SubscriberId, Is.EqualTo(imsi));
    });

    [Test]
    public void EF_ICCID_both_ways() => Each("EF_ICCID", 1, (bytes, meaning) =>
    {
        var iccid = meaning.GetProperty("iccid").GetString()!;
        Assert.That(CardCoding.ReadDigits(bytes), Is.EqualTo(iccid));
        Assert.That(Hex.Of(CardCoding.IccId(iccid)), Is.EqualTo(Hex.Of(bytes)));
        Assert.That(ReadWith($"3f00/2fe2: {Hex.Of(bytes)}").IccId, Is.EqualTo(iccid));
    });

    [Test]
    public void EF_AD_says_how_long_the_MNC_is() => Each("EF_AD", 3, (bytes, meaning) =>
        Assert.That(ReadWith($"usim/6fad: {{ kind: transparent, content: {Hex.Of(bytes)} }}").MncLength, Is.EqualTo(meaning.TryGetProperty("mnc_len", out var length) ? length.GetInt32() : 2)));

    [Test]
    public void EF_SPN_both_ways() => Each("EF_SPN", 1, (bytes, meaning) =>
    {
        var name = meaning.GetProperty("spn").GetString()!;
        Assert.That(CardCoding.ReadName(bytes.AsSpan(1)), Is.EqualTo(name));
        Assert.That(Hex.Of(CardCoding.Name(name, bytes.Length - 1)), Is.EqualTo(Hex.Of(bytes.AsSpan(1))));
        Assert.That(ReadWith($"usim/6f46: {{ kind: transparent, content: {Hex.Of(bytes)} }}").ServiceProviderName, Is.EqualTo(name));
    });

    [Test]
    public void EF_ADN_both_ways() => Each("EF_ADN", 2, (bytes, meaning) =>
    {
        var name = meaning.GetProperty("alpha_id").GetString()!;
        var number = (IsInternational(meaning.GetProperty("ton_npi")) ? "+" : "") + meaning.GetProperty("dialing_nr").GetString();
        Assert.That(CardCoding.ReadName(bytes.AsSpan(..^14)), Is.EqualTo(name));
        Assert.That(CardCoding.ReadNumber(bytes.AsSpan(^14..)), Is.EqualTo(number));
        Assert.That(Hex.Of([.. CardCoding.Name(name, bytes.Length - 14), .. CardCoding.Number(number), 0xFF, 0xFF]), Is.EqualTo(Hex.Of(bytes)));
    });

    [Test]
    public void EF_MSISDN_is_read() => Each("EF_MSISDN", 4, (bytes, meaning) =>
    {
        var isInternational = meaning.TryGetProperty("ton_npi", out var type) && IsInternational(type);
        var number = meaning.TryGetProperty("dialing_nr", out var dialled) ? dialled.GetString()!
            : meaning.GetProperty("msisdn") is { ValueKind: JsonValueKind.Array } parts ? parts[2].GetString()!
            : meaning.GetProperty("msisdn").GetString()!;
        var expected = (isInternational ? "+" : "") + number;
        Assert.That(CardCoding.ReadNumber(bytes.AsSpan(^14..)), Is.EqualTo(expected));
        Assert.That(ReadWith($"usim/6f40: {{ kind: linearFixed, recordSize: {bytes.Length}, content: {Hex.Of(bytes)} }}").TelephoneNumbers, Is.EqualTo(new[] { expected }));
    });

    [Test]
    public void EF_SMSP_has_the_service_centre() => Each("EF_SMSP", 5, (bytes, meaning) =>
    {
        var address = meaning.GetProperty("tp_sc_addr");
        var number = address.GetProperty("call_number").GetString()!;
        var centre = bytes.AsSpan(bytes.Length - 28 + 13, 12);
        Assert.That(CardCoding.ReadNumber(centre), Is.EqualTo((number.Length > 0 ? "+" : "") + number));
        Assert.That(Hex.Of(CardCoding.Number(number.Length > 0 ? "+" + number : "")), Is.EqualTo(Hex.Of(centre)));
        Assert.That(CardCoding.ReadName(bytes.AsSpan(..^28)), Is.EqualTo(meaning.GetProperty("alpha_id").GetString()));
    });

    [TestCase("EF_PLMNsel", 2, 3)]
    [TestCase("EF_xPLMNwAcT", 3, 5)]
    public void Lists_of_networks(string name, int count, int size) => Each(name, count, (bytes, meaning) =>
    {
        string[] ids = [.. meaning.EnumerateArray().Select(entry => entry.GetProperty("mcc").GetString() + entry.GetProperty("mnc").GetString())];
        Assert.That(ProviderLists.Read(bytes, size), Is.EqualTo(ids));
        Assert.That(Hex.Of(CardCoding.Plmn(ids[0])), Is.EqualTo(Hex.Of(bytes.AsSpan(0, 3))));
        Assert.That(size == 5 ? ReadWith($"usim/6f60: {Hex.Of(bytes)}").Preferred : ReadWith($"usim/6f7b: {Hex.Of(bytes)}").Forbidden, Is.EqualTo(ids));
    });

    [Test]
    public void EF_ECC_is_written_and_read() => Each("EF_ECC", 2, (bytes, meaning) =>
    {
        var number = meaning.GetProperty("call_code").GetString()!;
        Assert.That(CardCoding.ReadDigits(bytes.AsSpan(0, 3)), Is.EqualTo(number));
        Assert.That(Hex.Of(CardCoding.Fill(CardCoding.Digits(number), 3)), Is.EqualTo(Hex.Of(bytes.AsSpan(0, 3))));
    });

    [TestCase("EF_IMPI", "isim/6f02")]
    [TestCase("EF_DOMAIN", "isim/6f03")]
    [TestCase("EF_IMPU", "isim/6f04")]
    [TestCase("EF_HPPLMN", "usim/6f31")]
    [TestCase("EF_START_HFN", "usim/6f5b")]
    public void Files_of_a_profile_are_written_as_recorded(string name, string path) => Each(name, 1, (bytes, _) =>
    {
        var image = CardBuilder.Build(new ModemProfile { Sim = new SimProfile { SubscriberId = "738006000000101", MncLength = 2 } });
        var content = image.Files.Single(file => CardPath.Of(file) == path).Content;
        Assert.That(Hex.Of(content), Does.StartWith(Hex.Of(bytes)));
        Assert.That(content.Skip(bytes.Length), Is.All.EqualTo(0xFF));
    });

    [Test]
    public void File_descriptors_of_FCP_templates() => Each("FileDescriptor", 4, (bytes, meaning) =>
    {
        var described = meaning.GetProperty("file_descriptor_byte");
        CardFileKind? kind = described.GetProperty("structure").GetString() switch
        {
            "transparent" => CardFileKind.Transparent,
            "linear_fixed" => CardFileKind.LinearFixed,
            "ber_tlv" => null,
            _ => CardFileKind.Directory,
        };
        byte[] template = [0x62, (byte)(bytes.Length + 8), .. bytes, 0x83, 2, 0x2F, 0x01, 0x80, 2, 0x02, 0x26];
        var read = FileControl.Read(template);
        Assert.That(read?.Control.Kind, Is.EqualTo(kind));
        Assert.That(read?.Control.RecordSize, Is.EqualTo(kind is null ? null : meaning.GetProperty("record_len") is { ValueKind: JsonValueKind.Number } size ? size.GetInt32() : 0));
    });

    [Test]
    public void The_life_cycle_status_of_FCP_templates() => Each("LifeCycleStatusInteger", 1, (bytes, _) =>
        Assert.That(FileControl.Read([0x62, 11, 0x82, 2, 0x41, 0x21, 0x83, 2, 0x2F, 0x01, .. bytes])!.Value.Control.IsDeactivated, Is.False));

    [Test]
    public void Rules_of_EF_ARR_decide() => Each("EF_ARR", 2, (bytes, meaning) =>
    {
        var isForAll = meaning[0][1].TryGetProperty("always", out _);
        var bench = new CardBench(new UiccCard(CardBuilder.Build(CardBench.Parse("", $$"""
              3f00/2f06: { kind: linearFixed, recordSize: {{bytes.Length}}, content: {{Hex.Of(bytes)}} }
              3f00/2f58: { fcp: 6214 82024121 83022f58 8a0105 8b032f0601 80020001, content: '58' }
        """))));
        bench.Play($"""
            00a4000c022f58 = 9000
            00b0000001 = {(isForAll ? "589000" : "6982")}
            00d600000159 = {(isForAll ? "6982" : "9000")}
            00040000 = 6982
            {CardBench.VerifyAdministrator} = 9000
            00b0000001 = {(isForAll ? "58" : "59")}9000
            00040000 = {(isForAll ? "9000" : "6982")}
            """);
    });

    private static bool IsInternational(JsonElement type) => type.GetProperty("type_of_number").GetString() == "international";

    private static SimContents ReadWith(string file) =>
        RecordedCardTests.Read(new UiccCard(CardBuilder.Build(ProfileLoader.Parse("card.yaml", $"sim:\n  files:\n    files:\n      {file}\n"))));

    private static string Name(JsonElement entry) => entry.GetProperty("cls").GetString()!;

    // Of CDMA's files, two have the names of a USIM's.
    private static void Each(string name, int count, Action<byte[], JsonElement> check)
    {
        using var document = JsonDocument.Parse(RecordedData.Read("pysim/ef-vectors.json"));
        var checks = 0;
        foreach (var entry in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            if (Name(entry) == name && !entry.GetProperty("file").GetString()!.Contains("cdma", StringComparison.Ordinal))
            {
                foreach (var vector in entry.GetProperty("vectors").EnumerateArray())
                {
                    check(Hex.Bytes(vector[0].GetString()!), vector[1]);
                    checks++;
                }
            }
        }

        Assert.That(checks, Is.EqualTo(count));
    }
}
