using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;

namespace MbimEmulator.Tests.Profiles;

/// <summary>The section <c>sim</c>: what can be said of a card, mistakes, and that a written one reads back equal.</summary>
public class SimProfileTests
{
    private const string Names = "abc XYZ 019 äöüß é€Ω: {}[],'\"\\#&*!|>%@`日本";

    [Test]
    public void Every_key_of_the_card_is_read()
    {
        var sim = Parse("""
            forbiddenProviders: [26201, '310410']
              serviceProviderName: Six teen letters
              mncLength: 3
              operatorNames: [{ id: '26202', name: Twenty letters long. }]
              gid1: ff
              gid2: 01 02 03
              serviceCentre: '*123#'
              phonebook: [{ name: Fourteen chars, number: '+15555550100' }, { number: '112' }]
              administrativeData: 00000003
              serviceTable: '0102'
              keys: { algorithm: tuak, k: 000102030405060708090a0b0c0d0e0f, op: 000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f, sequenceNumber: 281474976710655 }
              adm1: '0102030405060708'
              atr: 3b00
              pin1: { enabled: true, pin: '12345678', attempts: 15, puk: '11111111', pukAttempts: 15 }
            """);
        MbimArray<byte> key = [.. Enumerable.Range(0, 16).Select(value => (byte)value)];
        Assert.That(sim, Is.EqualTo(new SimProfile
        {
            ForbiddenProviders = ["26201", "310410"],
            ServiceProviderName = "Six teen letters",
            MncLength = 3,
            OperatorNames = [new() { Id = "26202", Name = "Twenty letters long." }],
            Gid1 = [0xFF],
            Gid2 = [1, 2, 3],
            ServiceCentre = "*123#",
            Phonebook = [new() { Name = "Fourteen chars", Number = "+15555550100" }, new() { Number = "112" }],
            AdministrativeData = [0, 0, 0, 3],
            ServiceTable = [1, 2],
            Keys = new() { Algorithm = SimAlgorithm.Tuak, K = key, Op = [.. key, .. key], SequenceNumber = (1UL << 48) - 1 },
            Adm1 = [1, 2, 3, 4, 5, 6, 7, 8],
            Atr = [0x3B, 0x00],
            Pin1 = new() { Enabled = true, Pin = "12345678", Attempts = 15, Puk = "11111111", PukAttempts = 15 },
        }));
    }

    [TestCase("forbiddenProviders: ['00101', '00102', '00103', '00104', '00105']", 21, "5 providers; expected at most 4, as EF_FPLMN has them", "")]
    [TestCase("forbiddenProviders: [abcde]", 22, "'abcde'; expected 5 to 6 digits", "")]
    [TestCase("serviceProviderName: Seventeen letters", 22, "17 characters; expected at most 16", "")]
    [TestCase("mncLength: 4", 12, "'4'; expected a number from 2 to 3", "")]
    [TestCase("operatorNames: [{ id: '1', name: x }]", 23, "'1'; expected 5 to 6 digits", "")]
    [TestCase("gid1: 000102030405060708090a0b0c0d0e0f1011121314", 7, "21 bytes; expected at most 20", "")]
    [TestCase("gid2: xy", 7, "'xy'; expected bytes in hexadecimal", "")]
    [TestCase("gid3: ff", 1, "unknown key 'gid3'", "Did you mean 'gid1'?")]
    [TestCase("serviceCentre: '+'", 16, "'+'; expected a number of 1 to 20 digits, such as +15555550100", "")]
    [TestCase("serviceCentre: 12a", 16, "'12a'; expected a number of 1 to 20 digits", "")]
    [TestCase("phonebook: [{ name: Fifteen letters, number: 1 }]", 21, "15 characters; expected at most 14", "")]
    [TestCase("phonebook: [{ name: x }]", 13, "'number' is missing", "")]
    [TestCase("phonebook: [{ nam: x, number: 1 }]", 15, "unknown key 'nam'", "Did you mean 'name'?")]
    [TestCase("phonebook: [{ number: 123456789012345678901 }]", 23, "'123456789012345678901'; expected a number of 1 to 20 digits", "")]
    [TestCase("administrativeData: 000000", 21, "3 bytes; expected 4 to 20 bytes", "")]
    [TestCase("serviceTable: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", 15, "33 bytes; expected at most 32", "")]
    [TestCase("keys: { algorithm: milenge }", 20, "'milenge'; expected one of", "Did you mean 'milenage'?")]
    [TestCase("keys: { k: 00 }", 12, "1 bytes; expected 16 bytes", "")]
    [TestCase("keys: { opc: 00 }", 14, "1 bytes; expected 16 bytes", "")]
    [TestCase("keys: { opc: 000102030405060708090a0b0c0d0e0f, op: 000102030405060708090a0b0c0d0e0f }", 14, "opc next to op; expected only one of them", "")]
    [TestCase("keys: { algorithm: tuak }", 20, "tuak without its operator's value; expected opc (TOPc) or op (TOP) of 32 bytes", "")]
    [TestCase("keys: { sequenceNumber: 281474976710656 }", 25, "'281474976710656'; expected a number from 0 to 281474976710655", "")]
    [TestCase("keys: { algo: xor }", 9, "unknown key 'algo'", "")]
    [TestCase("adm1: 01020304050607", 7, "7 bytes; expected 8 bytes", "")]
    [TestCase("atr: 3b", 6, "1 bytes; expected 2 to 33 bytes", "")]
    [TestCase("pin1: { attempts: 16 }", 19, "'16'; expected a number from 1 to 15", "")]
    [TestCase("pin2: { puk: '1234567' }", 14, "'1234567'; expected 8 digits", "")]
    public void A_mistake_is_said_with_its_place(string key, int column, string found, string hint)
    {
        var error = Assert.Throws<ModemProfileException>(() => Parse(key))!;
        Assert.That(error.Message, Does.Contain(found).And.Contain(hint));
        Assert.That((error.Line, error.Column), Is.EqualTo((2L, (long)column + 2)), error.Message);
    }

    [Test]
    public void Fifty_entries_of_the_phonebook_are_the_most()
    {
        static string Phonebook(int count) => $"phonebook: [{string.Join(", ", Enumerable.Repeat("{ number: '1' }", count))}]";
        Assert.That(Parse(Phonebook(50)).Phonebook, Has.Count.EqualTo(50));
        Assert.That(() => Parse(Phonebook(51)), Throws.TypeOf<ModemProfileException>().With.Message.Contains("51 entries; expected at most 50"));
    }

    [Test]
    public void Whatever_SIM_is_written_reads_back_equal()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var sim = Any(new Random(seed));
            var written = Write(sim);
            Assert.That(ProfileLoader.Parse("mine.yaml", $"sim: {written}").Sim, Is.EqualTo(sim), $"seed {seed}: {written}");
        }
    }

    private static SimProfile Parse(string keys) => ProfileLoader.Parse("mine.yaml", $"sim:\n  {keys}").Sim;

    private static string Write(SimProfile sim)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            SimWriter.WriteKeys(json, sim);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static SimProfile Any(Random random) => new()
    {
        Condition = (SimCondition)random.Next(Enum.GetValues<SimCondition>().Length),
        SubscriberId = Digits(random, 6, 15),
        IccId = Digits(random, 0, 20),
        TelephoneNumbers = Many(random, 3, () => "+" + Digits(random, 1, 20)),
        ProtectUniqueId = random.Next(2) == 0,
        ServiceActivated = random.Next(2) == 0,
        ServiceActivationNwError = (uint)random.Next(256),
        Pin1 = AnyPin(random) with { Enabled = random.Next(2) == 0 },
        Pin2 = AnyPin(random) with { Enabled = true },
        PreferredProviders = Many(random, 3, () => AnyProvider(random)),
        ForbiddenProviders = Many(random, 4, () => Digits(random, 5, 6)),
        ServiceProviderName = random.Next(2) == 0 ? null : Text(random, 16),
        MncLength = random.Next(2) == 0 ? null : random.Next(2, 4),
        OperatorNames = Many(random, 3, () => AnyProvider(random)),
        Gid1 = Bytes(random, 0, 20),
        Gid2 = Bytes(random, 0, 20),
        ServiceCentre = (random.Next(2) == 0 ? "+" : "") + Digits(random, 1, 20),
        Phonebook = Many(random, 3, () => new PhonebookEntryProfile { Name = Text(random, 14), Number = Digits(random, 1, 20) }),
        AdministrativeData = random.Next(2) == 0 ? [] : Bytes(random, 4, 20),
        ServiceTable = random.Next(2) == 0 ? [] : Bytes(random, 1, 32),
        Keys = AnyKeys(random),
        Adm1 = Bytes(random, 8, 8),
        Atr = random.Next(2) == 0 ? [] : Bytes(random, 2, 33),
        Files = random.Next(2) == 0 ? null : new CardFilesProfile { IsWhole = random.Next(2) == 0, Files = AnyFiles(random) },
    };

    private static PinProfile AnyPin(Random random) =>
        new() { Pin = Digits(random, 4, 8), Attempts = random.Next(1, 16), Puk = Digits(random, 8, 8), PukAttempts = random.Next(1, 16) };

    private static ProviderProfile AnyProvider(Random random) => new() { Id = Digits(random, 5, 6), Name = Text(random, 20) };

    private static SimKeysProfile AnyKeys(Random random)
    {
        var isTuak = random.Next(3) == 0;
        var size = isTuak ? 32 : 16;
        var keys = new SimKeysProfile { SequenceNumber = (ulong)random.NextInt64(1L << 48), K = Bytes(random, 16, 16) };
        keys = isTuak ? keys with { Algorithm = SimAlgorithm.Tuak, K = random.Next(2) == 0 ? keys.K : Bytes(random, 32, 32) } : keys;
        return random.Next(4) switch
        {
            0 => new SimKeysProfile(),
            1 when !isTuak => keys with { Algorithm = SimAlgorithm.Xor },
            2 => keys with { Op = Bytes(random, size, size) },
            _ => keys with { Opc = Bytes(random, size, size) },
        };
    }

    private static MbimArray<CardFileProfile> AnyFiles(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(5)).Select(index =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{(random.Next(2) == 0 ? "3f00/7f10" : "usim")}/{0x6F00 + index:x4}");
            MbimArray<byte>? content = random.Next(3) == 0 ? null : Bytes(random, 0, 30);
            return random.Next(4) switch
            {
                0 => new CardFileProfile { Path = path, IsRemoved = true },
                1 => new CardFileProfile { Path = path, Content = content ?? [] },
                2 => new CardFileProfile { Path = path, Fcp = Bytes(random, 1, 40), Content = content, Size = random.Next(3) },
                _ => new CardFileProfile
                {
                    Path = path,
                    Kind = (CardFileKind)random.Next(Enum.GetValues<CardFileKind>().Length),
                    RecordSize = random.Next(1, 256),
                    Read = (CardAccess)random.Next(Enum.GetValues<CardAccess>().Length),
                    Update = (CardAccess)random.Next(Enum.GetValues<CardAccess>().Length),
                    ShortId = random.Next(31),
                    Size = random.Next(65536),
                    Content = content,
                },
            };
        }),
    ];

    private static MbimArray<T> Many<T>(Random random, int max, Func<T> one) => [.. Enumerable.Range(0, random.Next(max + 1)).Select(_ => one())];

    private static string Text(Random random, int max) => new([.. Enumerable.Range(0, random.Next(max + 1)).Select(_ => Names[random.Next(Names.Length)])]);

    private static string Digits(Random random, int min, int max) => new([.. Enumerable.Range(0, random.Next(min, max + 1)).Select(_ => (char)('0' + random.Next(10)))]);

    private static MbimArray<byte> Bytes(Random random, int min, int max)
    {
        var bytes = new byte[random.Next(min, max + 1)];
        random.NextBytes(bytes);
        return [.. bytes];
    }
}
