using MbimClient;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Interop.Tests.Card;

/// <summary>A host that authenticates by the modem's card, at a network that is osmo-auc-gen.</summary>
public sealed class OsmoAucGenOverMbimTests
{
    private static readonly byte[] Rand = [.. Enumerable.Range(0, 16).Select(value => (byte)(value * 17))];

    [TestCase(SimAlgorithm.Milenage)]
    [TestCase(SimAlgorithm.Xor)]
    public async Task Its_vectors_give_the_same_keys_and_it_finds_the_cards_number(SimAlgorithm algorithm)
    {
        Peers.Need(OsmoAucGen.Program);
        var keys = new SimKeysProfile { Algorithm = algorithm };
        var network = new OsmoAucGen(algorithm == SimAlgorithm.Milenage ? "MILENAGE" : "XOR", [.. keys.K], algorithm == SimAlgorithm.Milenage ? [.. keys.Opc] : null);
        await using var group = new ModemGroup(new ModemGroupOptions
        {
            Profile = new ModemProfile { Sim = new SimProfile { Keys = keys }, Timings = new() { SimInitialize = TimeSpan.Zero, Register = TimeSpan.Zero } },
        });
        await using var device = await MbimDevice.OpenAsync(await group.ConnectAsync("host")).WaitAsync(Programs.Limit);
        while ((await device.QueryAsync(BasicConnect.SubscriberReadyStatus).WaitAsync(Programs.Limit)).ReadyState != SubscriberReadyState.Initialized)
        {
        }

        foreach (var sqn in new ulong[] { 64, 96, 1000 * 32 })
        {
            var challenge = await network.ChallengeAsync(Rand, sqn, 0x8000);
            var answer = await device.QueryAsync(Auth.Aka, new AuthAkaQuery { Rand = [.. Rand], Autn = [.. Convert.FromHexString(challenge.Autn)] }).WaitAsync(Programs.Limit);
            Assert.Multiple(() =>
            {
                Assert.That(Convert.ToHexStringLower(answer.Res.AsSpan()[..(int)answer.ResLength]), Is.EqualTo(challenge.Res));
                Assert.That(Convert.ToHexStringLower(answer.Ck.AsSpan()), Is.EqualTo(challenge.Ck));
                Assert.That(Convert.ToHexStringLower(answer.Ik.AsSpan()), Is.EqualTo(challenge.Ik));
            });
        }

        // An older number: the card says which one it has, and the network goes on from there.
        var old = await network.ChallengeAsync(Rand, 96, 0x8000);
        var refusal = Assert.CatchAsync<MbimStatusException>(() => device.QueryAsync(Auth.Aka, new AuthAkaQuery { Rand = [.. Rand], Autn = [.. Convert.FromHexString(old.Autn)] }).WaitAsync(Programs.Limit))!;
        Assert.That(refusal.Status, Is.EqualTo(MbimStatus.AuthSyncFailure));
        Assert.That(refusal.TryGetAnswer<AuthAkaInfo>(out var info), Is.True);
        var next = await network.ResynchroniseAsync(Rand, [.. info.Auts]);
        Assert.That(next, Is.Not.Null);
        byte[] flipped = [.. info.Auts];
        flipped[5] ^= 1;
        Assert.That(await network.ResynchroniseAsync(Rand, flipped), Is.Null);
        if (algorithm == SimAlgorithm.Xor)
        {
            // Version 1.7.0 takes a number 32 too low with XOR, so that its next challenge has the very number that the card has.
            return;
        }

        var again = await device.QueryAsync(Auth.Aka, new AuthAkaQuery { Rand = [.. Rand], Autn = [.. Convert.FromHexString(next!.Autn)] }).WaitAsync(Programs.Limit);
        Assert.That(Convert.ToHexStringLower(again.Ck.AsSpan()), Is.EqualTo(next.Ck));

        byte[] wrong = Convert.FromHexString(next.Autn);
        wrong[15] ^= 1;
        Assert.That(
            () => device.QueryAsync(Auth.Aka, new AuthAkaQuery { Rand = [.. Rand], Autn = [.. wrong] }),
            Throws.TypeOf<MbimStatusException>().With.Property(nameof(MbimStatusException.Status)).EqualTo(MbimStatus.AuthIncorrectAutn));
    }
}
