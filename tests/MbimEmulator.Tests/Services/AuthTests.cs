using MbimEmulator.Card.Keys;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Services;

public class AuthTests
{
    private static readonly SimKeysProfile Keys = new();
    private static readonly byte[] Rand = [.. Enumerable.Range(1, 16).Select(value => (byte)value)];

    [TestCase(false)]
    [TestCase(true)]
    public void A_challenge_is_answered_with_the_radio_on_or_off(bool isOff)
    {
        var bench = ModemBench.Ready();
        if (isOff)
        {
            bench.SetAndWait(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        }

        var challenge = Challenge(64);
        var info = bench.Query(Auth.Aka, Query(challenge)).Success;
        Assert.Multiple(() =>
        {
            Assert.That(info.Res.AsSpan()[..(int)info.ResLength].ToArray(), Is.EqualTo(challenge.Xres.ToArray()));
            Assert.That(info.Ck.AsSpan().ToArray(), Is.EqualTo(challenge.Ck.ToArray()));
            Assert.That(info.Ik.AsSpan().ToArray(), Is.EqualTo(challenge.Ik.ToArray()));
        });
    }

    [Test]
    public void A_challenge_that_was_used_gives_a_token_by_which_the_network_finds_the_cards_number()
    {
        var bench = ModemBench.Ready();
        var challenge = Challenge(64);
        Assert.That(bench.Query(Auth.Aka, Query(challenge)).Status, Is.EqualTo(MbimStatus.Success));
        var info = bench.Query(Auth.Aka, Query(challenge)).AssertRefusedWhole(MbimStatus.AuthSyncFailure);
        Assert.That(AuthenticationVector.ReadAuts(Algorithm(), Rand, info.Auts.AsSpan()), Is.EqualTo(64));
        Assert.That(info.ResLength, Is.Zero);
    }

    [Test]
    public void One_wrong_bit_in_the_networks_token_is_refused()
    {
        var bench = ModemBench.Ready();
        var autn = Challenge(64).Autn.ToArray();
        for (var bit = 0; bit < 128; bit++)
        {
            autn[bit / 8] ^= (byte)(1 << (bit % 8));
            bench.Query(Auth.Aka, new AuthAkaQuery { Rand = [.. Rand], Autn = [.. autn] }).AssertRefused(MbimStatus.AuthIncorrectAutn);
            autn[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.That(bench.Query(Auth.Aka, new AuthAkaQuery { Rand = [.. Rand], Autn = [.. autn] }).Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void Aka_prime_wants_the_amfs_bit_and_derives_its_keys_from_the_networks_name()
    {
        var bench = ModemBench.Ready();
        var without = Challenge(64, amf: 0);
        bench.Query(Auth.Akap, new AuthAkapQuery { Rand = [.. Rand], Autn = [.. without.Autn.Span], NetworkName = "WLAN" }).AssertRefused(MbimStatus.AuthAmfNotSet);
        var challenge = Challenge(64);
        var info = bench.Query(Auth.Akap, new AuthAkapQuery { Rand = [.. Rand], Autn = [.. challenge.Autn.Span], NetworkName = "WLAN" }).Success;
        var (ck, ik) = (new byte[16], new byte[16]);
        AkaPrime.DeriveKeys(challenge.Ck.Span, challenge.Ik.Span, challenge.Autn.Span[..6], "WLAN", ck, ik);
        Assert.That((info.Ck, info.Ik), Is.EqualTo((ck.ToMbimArray(), ik.ToMbimArray())));
        Assert.That(info.Ck.AsSpan().ToArray(), Is.Not.EqualTo(challenge.Ck.ToArray()));
        bench.Query(Auth.Akap, new AuthAkapQuery { Rand = [.. Rand], Autn = [.. challenge.Autn.Span], NetworkName = "WLAN" }).AssertRefusedWhole(MbimStatus.AuthSyncFailure);
    }

    [TestCase(2u)]
    [TestCase(3u)]
    public void Two_or_three_gsm_challenges_are_answered(uint count)
    {
        byte[][] rands = [Rand, [.. Rand.Reverse()], new byte[16]];
        var info = ModemBench.Ready().Query(Auth.Sim, new AuthSimQuery { Rand1 = [.. rands[0]], Rand2 = [.. rands[1]], Rand3 = [.. rands[2]], N = count }).Success;
        var expected = rands.Select(rand => new AuthenticationVector(Algorithm(), rand, 0, 0)).Select(vector => (Sres: Number(vector.Sres.Span), Kc: Number(vector.Kc.Span))).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(info.N, Is.EqualTo(count));
            Assert.That((info.Sres1, info.Kc1), Is.EqualTo(((uint)expected[0].Sres, expected[0].Kc)));
            Assert.That((info.Sres2, info.Kc2), Is.EqualTo(((uint)expected[1].Sres, expected[1].Kc)));
            Assert.That((info.Sres3, info.Kc3), Is.EqualTo(count == 2 ? (0u, 0ul) : ((uint)expected[2].Sres, expected[2].Kc)));
        });

        static ulong Number(ReadOnlySpan<byte> bytes) => Convert.ToUInt64(Convert.ToHexString(bytes), 16);
    }

    [TestCase(0u)]
    [TestCase(1u)]
    [TestCase(4u)]
    public void Another_number_of_challenges_is_refused(uint count) =>
        ModemBench.Ready().Query(Auth.Sim, new AuthSimQuery { Rand1 = [.. Rand], Rand2 = [.. Rand], Rand3 = [.. Rand], N = count }).AssertRefused(MbimStatus.InvalidParameters);

    [Test]
    public void A_locked_card_answers_no_challenge()
    {
        var bench = new ModemBench(new ModemProfile { Sim = new() { Pin1 = new() { Enabled = true } } });
        bench.Query(Auth.Aka, Query(Challenge(64))).AssertRefused(MbimStatus.NotInitialized);
        bench.Advance(1000);
        bench.Query(Auth.Aka, Query(Challenge(64))).AssertRefused(MbimStatus.PinRequired);
    }

    [Test]
    public void The_numbers_that_were_used_are_kept_with_the_modems_state()
    {
        var bench = ModemBench.Ready();
        bench.Query(Auth.Aka, Query(Challenge(64)));
        var later = new ModemBench(snapshot: bench.Modem.TakeSnapshot());
        later.Advance(1000);
        later.Query(Auth.Aka, Query(Challenge(64))).AssertRefusedWhole(MbimStatus.AuthSyncFailure);
        Assert.That(later.Query(Auth.Aka, Query(Challenge(96))).Status, Is.EqualTo(MbimStatus.Success));
    }

    private static Milenage Algorithm() => new(Keys.K.AsSpan(), Keys.Opc.AsSpan());

    private static AuthenticationVector Challenge(ulong sqn, ushort amf = 0x8000) => new(Algorithm(), Rand, sqn, amf);

    private static AuthAkaQuery Query(AuthenticationVector challenge) => new() { Rand = [.. challenge.Rand.Span], Autn = [.. challenge.Autn.Span] };
}
