using MbimEmulator.Card;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>How files write numbers, names and services, beside the vectors of <see cref="FileVectorTests"/>.</summary>
public class CardCodingTests
{
    [Test]
    public void Numbers_read_back_as_they_were_written()
    {
        var random = new Random(20_261_130);
        for (var run = 0; run < 2000; run++)
        {
            var digits = new string([.. Enumerable.Range(0, random.Next(6, 16)).Select(_ => (char)('0' + random.Next(10)))]);
            Assert.That(CardCoding.ReadImsi(CardCoding.Imsi(digits)), Is.EqualTo(digits));
            Assert.That(CardCoding.ReadDigits(CardCoding.IccId(digits)), Is.EqualTo(digits));
            Assert.That(CardCoding.ReadPlmn(CardCoding.Plmn(digits[..5])), Is.EqualTo(digits[..5]));
            Assert.That(CardCoding.ReadPlmn(CardCoding.Plmn(digits[..6])), Is.EqualTo(digits[..6]));
            Assert.That(CardCoding.ReadNumber(CardCoding.Number(digits)), Is.EqualTo(digits));
            Assert.That(CardCoding.ReadNumber(CardCoding.Number("+" + digits)), Is.EqualTo("+" + digits));
        }
    }

    [TestCase("*123#", "04811a32fbffffffffffffff")]
    [TestCase("", "ffffffffffffffffffffffff")]
    [TestCase("12345678901234567890", "0b8121436587092143658709")]
    public void Dialling_numbers(string number, string content)
    {
        Assert.That(Hex.Of(CardCoding.Number(number)), Is.EqualTo(content));
        Assert.That(CardCoding.ReadNumber(CardCoding.Number(number)), Is.EqualTo(number));
    }

    [TestCase("", "")]
    [TestCase("00", "")]
    [TestCase("0191", "", Description = "a type without digits")]
    [TestCase("0c9121436587092143658709ff", "+12345678901234567890")]
    [TestCase("0d91214365870921436587", "", Description = "longer than the field")]
    [TestCase("ffffffffffffffffffffffff", "")]
    public void Dialling_numbers_of_others(string content, string number) => Assert.That(CardCoding.ReadNumber(Hex.Bytes(content)), Is.EqualTo(number));

    [TestCase("", "")]
    [TestCase("08", "")]
    [TestCase("0809", "")]
    [TestCase("ffffffffffffffffff", "")]
    [TestCase("0809101010325476f8", "00101012345678", Description = "F ends it")]
    public void Contents_of_EF_IMSI_of_others(string content, string read) =>
        Assert.That(CardCoding.ReadImsi(Hex.Bytes(content)), Is.EqualTo(read));

    [TestCase("ffffff", null)]
    [TestCase("00f1", null)]
    [TestCase("0af110", null)]
    [TestCase("00f110", "00101")]
    [TestCase("130014", "310410")]
    public void Networks(string plmn, string? id) => Assert.That(CardCoding.ReadPlmn(Hex.Bytes(plmn)), Is.EqualTo(id));

    // ETSI TS 102 221, annex A: its own examples of 81 and 82.
    [TestCase("546573740affff", "Test\n")]
    [TestCase("80005400e9ffff", "Té")]
    [TestCase("8105135395a6a1ff", "S\u0995\u09a6\u09a1\u09ff")]
    [TestCase("810313 5395a6ff", "S\u0995\u09a6")]
    [TestCase("82050530 2d82d32d31", "-\u0532\u0583-1")]
    [TestCase("81051353", "S")]
    [TestCase("8105", "", Description = "cut off")]
    [TestCase("80", "")]
    [TestCase("8000", "")]
    [TestCase("ff546573", "")]
    [TestCase("", "")]
    public void Clause_annex_A_names(string content, string name) =>
        Assert.That(CardCoding.ReadName(Hex.Bytes(content.Replace(" ", "", StringComparison.Ordinal))), Is.EqualTo(name));

    [TestCase("Test @", 8, "54657374 2000 ffff")]
    [TestCase("Longer", 3, "4c6f6e")]
    [TestCase("日本", 8, "80 65e5 672c ffffff")]
    [TestCase("日本語", 6, "80 65e5 672c ff")]
    public void Names_are_written_in_the_GSM_alphabet_or_else_in_UCS2(string name, int size, string content) =>
        Assert.That(Hex.Of(CardCoding.Name(name, size)), Is.EqualTo(content.Replace(" ", "", StringComparison.Ordinal)));

    [TestCase("430584d4f29c0e ffff", "Test")]
    [TestCase("430990 0054006500730074 450190", "Test")]
    [TestCase("4501 90 4305 84d4f29c0e", "Test")]
    [TestCase("4301a0", "")]
    [TestCase("4305a0d4f29c0e", "", Description = "a coding that is reserved")]
    [TestCase("4309", "")]
    [TestCase("ffffffff", "")]
    public void Clause_31_102_4_2_58_names_of_networks(string record, string name) =>
        Assert.That(NetworkName.Read(Hex.Bytes(record.Replace(" ", "", StringComparison.Ordinal))), Is.EqualTo(name));

    [Test]
    public void Every_name_of_a_network_reads_back()
    {
        foreach (var name in (string[])["x", "Emulated Network", "日本語", "Ünï©ødé"])
        {
            Assert.That(NetworkName.Read(CardCoding.Fill(NetworkName.Write(name), 48)), Is.EqualTo(name));
        }
    }

    [Test]
    public void The_service_table_has_the_services_of_the_files_that_there_are()
    {
        int[] always = [2, 4, 10, 12, 13, 15, 16, 20, 21, 27, 33, 34, 38, 42, 43, 45, 46, 47, 48, 51, 74, 85, 122];
        Assert.That(Services(new SimProfile()), Is.EqualTo(always.Append(19).Order()));
        Assert.That(Services(new SimProfile { Gid1 = [1], Gid2 = [2] }), Is.EqualTo(always.Concat([17, 18, 19]).Order()));
        Assert.That(Services(new SimProfile { SubscriberId = "262011234567890" }), Is.EqualTo(always.Concat([19, 71]).Order()));
        Assert.That(Services(new SimProfile { ServiceTable = [0x81] }), Is.EqualTo(new[] { 1, 8 }));

        static int[] Services(SimProfile sim)
        {
            var table = CardBuilder.Build(new ModemProfile { Sim = sim }).Files.Single(file => CardPath.Of(file) == "usim/6f38").Content;
            return [.. Enumerable.Range(1, 8 * table.Length).Where(service => (table[(service - 1) / 8] & (1 << ((service - 1) % 8))) != 0)];
        }
    }

    [Test]
    public void What_a_profile_says_is_what_a_modem_reads()
    {
        var sim = new SimProfile
        {
            IccId = "8988211000000430010",
            SubscriberId = "310410123456789",
            TelephoneNumbers = ["+15555550123", "5551234"],
            ServiceProviderName = "Grüße",
            MncLength = 3,
            OperatorNames = [new() { Id = "310410", Name = "Some Net" }, new() { Id = "26201", Name = "日本" }],
            PreferredProviders = [new() { Id = "26201", Name = "" }, new() { Id = "310260", Name = "" }],
            ForbiddenProviders = ["26202"],
        };
        var read = RecordedCardTests.Read(new UiccCard(CardBuilder.Build(new ModemProfile { Sim = sim })));
        Assert.Multiple(() =>
        {
            Assert.That((read.IccId, read.SubscriberId, read.ServiceProviderName, read.MncLength), Is.EqualTo((sim.IccId, sim.SubscriberId, sim.ServiceProviderName, 3)));
            Assert.That(read.TelephoneNumbers, Is.EqualTo(sim.TelephoneNumbers));
            Assert.That(read.OperatorNames, Is.EqualTo(sim.OperatorNames.Select(provider => (provider.Id, provider.Name))));
            Assert.That(read.Preferred, Is.EqualTo(sim.PreferredProviders.Select(provider => provider.Id)));
            Assert.That(read.Forbidden, Is.EqualTo(sim.ForbiddenProviders));
        });
    }
}
