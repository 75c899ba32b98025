using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MbimEmulator.Card.Keys;

namespace MbimEmulator.Tests.Card.Keys;

public sealed class AuthenticatorTests
{
    private const ulong Slot = SequenceNumbers.Slots;
    private static readonly byte[] Rand = Hex.Bytes("23553cbe9637a89d218ae64dae47bf35");

    [TestCase("milenage")]
    [TestCase("tuak")]
    [TestCase("xor")]
    public void A_challenge_of_the_home_network_is_answered_as_it_expects(string name)
    {
        var vector = new AuthenticationVector(AlgorithmOf(name), Rand, 33, 0x8000);
        var card = new Authenticator(AlgorithmOf(name), new SequenceNumbers());
        var result = card.Authenticate(Rand, vector.Autn.Span);
        Assert.That(result.Outcome, Is.EqualTo(AuthenticationOutcome.Success));
        Assert.That(Hex.Of(result.Res), Is.EqualTo(Hex.Of(vector.Xres.Span)));
        Assert.That(Hex.Of(result.Ck), Is.EqualTo(Hex.Of(vector.Ck.Span)));
        Assert.That(Hex.Of(result.Ik), Is.EqualTo(Hex.Of(vector.Ik.Span)));
        Assert.That(Hex.Of(result.Kc), Is.EqualTo(Hex.Of(vector.Kc.Span)));
        Assert.That(result.Auts.IsEmpty, Is.True);
        Assert.That(card.SequenceNumbers.Highest, Is.EqualTo(33));
    }

    [TestCase("milenage")]
    [TestCase("tuak")]
    [TestCase("xor")]
    public void The_network_reads_the_highest_sequence_number_from_AUTS(string name) =>
        Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), Gen.Choose(0, 15).ToArbitrary(), (seq, bytes) =>
        {
            var sqn = ((ulong)seq % SequenceNumbers.Delta * Slot) + Slot + (ulong)bytes;
            var rand = Rand.Select(b => (byte)(b + seq + bytes)).ToArray();
            var network = AlgorithmOf(name);
            var card = new Authenticator(AlgorithmOf(name), new SequenceNumbers());
            var vector = new AuthenticationVector(network, rand, sqn, 0x8000);
            Assert.That(card.Authenticate(rand, vector.Autn.Span).Outcome, Is.EqualTo(AuthenticationOutcome.Success));
            var again = card.Authenticate(rand, vector.Autn.Span);
            Assert.That(again.Outcome, Is.EqualTo(AuthenticationOutcome.SynchronisationFailure));
            Assert.That(again.Res.IsEmpty && again.Ck.IsEmpty && again.Ik.IsEmpty && again.Kc.IsEmpty, Is.True);
            Assert.That(AuthenticationVector.ReadAuts(network, rand, again.Auts), Is.EqualTo(sqn));
            var flipped = again.Auts.ToArray();
            flipped[seq % flipped.Length] ^= (byte)(1 << (seq % 8));
            Assert.That(AuthenticationVector.ReadAuts(network, rand, flipped), Is.Null);
        }).QuickCheckThrowOnFailure();

    // With the test algorithm, the last seven bytes of RAND are no part of the MAC.
    [TestCase("milenage", 128)]
    [TestCase("tuak", 128)]
    [TestCase("xor", 72)]
    public void Any_flipped_bit_is_a_MAC_failure_that_changes_nothing(string name, int bitsOfRand)
    {
        var vector = new AuthenticationVector(AlgorithmOf(name), Rand, 33, 0x8000);
        var card = new Authenticator(AlgorithmOf(name), new SequenceNumbers());
        for (var bit = 0; bit < 128 + bitsOfRand; bit++)
        {
            var (autn, rand) = (vector.Autn.ToArray(), Rand.ToArray());
            Flip(bit < 128 ? autn : rand, bit % 128);
            var result = card.Authenticate(rand, autn);
            Assert.That(result.Outcome, Is.EqualTo(AuthenticationOutcome.MacFailure), $"bit {bit}");
            Assert.That(result.Res.IsEmpty && result.Ck.IsEmpty && result.Ik.IsEmpty && result.Kc.IsEmpty && result.Auts.IsEmpty, Is.True);
        }

        Assert.That(card.SequenceNumbers.Snapshot(), Is.EqualTo(new SequenceNumbers().Snapshot()));
        Assert.That(card.Authenticate(Rand, vector.Autn.Span).Outcome, Is.EqualTo(AuthenticationOutcome.Success));
        Assert.That(card.Authenticate(Rand, FlippedMac(vector)).Outcome, Is.EqualTo(AuthenticationOutcome.MacFailure), "the MAC comes before the sequence number");
    }

    [Test]
    public void A_number_too_far_ahead_is_a_synchronisation_failure_with_what_the_card_has()
    {
        var network = AlgorithmOf("milenage");
        var card = new Authenticator(AlgorithmOf("milenage"), new SequenceNumbers());
        var result = card.Authenticate(Rand, new AuthenticationVector(network, Rand, SequenceNumbers.MaxSqn, 0).Autn.Span);
        Assert.That(result.Outcome, Is.EqualTo(AuthenticationOutcome.SynchronisationFailure));
        Assert.That(AuthenticationVector.ReadAuts(network, Rand, result.Auts), Is.Zero);
    }

    [Test]
    public void A_recorded_card_answered_the_same()
    {
        using var recorded = JsonDocument.Parse(RecordedData.Read("pysim/authenticate.json"));
        byte[] Value(string name) => Hex.Bytes(recorded.RootElement.GetProperty(name).GetString()!);
        var algorithm = Milenage.WithOp(Value("K"), Value("OP"));
        Assert.That(Milenage.ComputeOpc(Value("K"), Value("OP")), Is.EqualTo(Value("OPc")));
        var card = new Authenticator(algorithm, new SequenceNumbers());
        var result = card.Authenticate(Value("RAND"), Value("AUTN"));
        Assert.That(result.Outcome, Is.EqualTo(AuthenticationOutcome.Success));
        Assert.That(Hex.Of(result.Res), Is.EqualTo(Hex.Of(Value("RES"))));
        Assert.That(Hex.Of(result.Ck), Is.EqualTo(Hex.Of(Value("CK"))));
        Assert.That(Hex.Of(result.Ik), Is.EqualTo(Hex.Of(Value("IK"))));
        Assert.That(Hex.Of(result.Kc), Is.EqualTo(Hex.Of(Value("Kc"))));
        Assert.That(card.SequenceNumbers.Highest, Is.EqualTo(32));
        Assert.That(Hex.Of(new AuthenticationVector(algorithm, Value("RAND"), 32, 0).Autn.Span), Is.EqualTo(Hex.Of(Value("AUTN"))));
    }

    [TestCase(15, 16)]
    [TestCase(17, 16)]
    [TestCase(16, 15)]
    [TestCase(16, 0)]
    public void Lengths_are_checked(int rand, int autn) =>
        Assert.That(
            () => _ = new Authenticator(AlgorithmOf("milenage"), new SequenceNumbers()).Authenticate(new byte[rand], new byte[autn]).Outcome,
            Throws.ArgumentException.With.Property("ParamName").EqualTo(rand == 16 ? "autn" : "rand"));

    [TestCase(0, 4, 8)]
    [TestCase(16, 3, 8)]
    [TestCase(16, 4, 9)]
    public void Lengths_are_checked_for_gsm(int rand, int sres, int kc) =>
        Assert.That(
            () => new Authenticator(AlgorithmOf("milenage"), new SequenceNumbers()).AuthenticateGsm(new byte[rand], new byte[sres], new byte[kc]), Throws.ArgumentException);

    [Test]
    public void Lengths_and_numbers_are_checked_for_the_network()
    {
        var algorithm = AlgorithmOf("milenage");
        Assert.That(() => new AuthenticationVector(algorithm, new byte[15], 0, 0), Throws.ArgumentException);
        Assert.That(() => new AuthenticationVector(algorithm, Rand, 1UL << 48, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => AuthenticationVector.ReadAuts(algorithm, Rand, new byte[16]), Throws.ArgumentException);
        Assert.That(() => AuthenticationVector.ReadAuts(algorithm, new byte[15], new byte[14]), Throws.ArgumentException);
    }

    [TestCase("milenage")]
    [TestCase("tuak")]
    [TestCase("xor")]
    public void Nothing_is_allocated(string name)
    {
        var network = AlgorithmOf(name);
        var card = new Authenticator(AlgorithmOf(name), new SequenceNumbers());
        var vectors = Enumerable.Range(1, 2000).Select(seq => new AuthenticationVector(network, Rand, (ulong)seq * Slot, 0x8000).Autn.ToArray()).ToArray();
        var before = 0L;
        for (var i = 0; i < vectors.Length; i++)
        {
            before = i == 1000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            var isFresh = card.Authenticate(Rand, vectors[i]).Outcome == AuthenticationOutcome.Success;
            var isRefused = card.Authenticate(Rand, vectors[i]).Outcome == AuthenticationOutcome.SynchronisationFailure;
            if (!isFresh || !isRefused)
            {
                Assert.Fail($"challenge {i}");
            }
        }

        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, Is.Zero);
    }

    private static AuthenticationAlgorithm AlgorithmOf(string name)
    {
        var k = Hex.Bytes("465b5ce8b199b49faa5f0a2ee238a6bc");
        return name switch
        {
            "milenage" => new Milenage(k, Hex.Bytes("cd63cb71954a9f4e48a5994e37a02baf")),
            "tuak" => new Tuak(k, Hex.Bytes("bd04d9530e87513c5d837ac2ad954623a8e2330c115305a73eb45d1f40cccbff"), resLength: 16, iterations: 2),
            _ => new XorTestAlgorithm(k),
        };
    }

    private static byte[] FlippedMac(AuthenticationVector vector)
    {
        var autn = vector.Autn.ToArray();
        Flip(autn, 127);
        return autn;
    }

    private static void Flip(byte[] bytes, int bit) => bytes[bit / 8] ^= (byte)(0x80 >> (bit % 8));
}
