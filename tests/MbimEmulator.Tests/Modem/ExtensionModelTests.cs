using System.Security.Cryptography;

namespace MbimEmulator.Tests.Modem;

/// <summary>
/// Random hosts that come and go at random versions of MBIMEx, and random things that happen to slots, cards and network: the modem is as
/// <see cref="ExtensionModel"/> has it, and a host that only listened knows it too.
/// </summary>
public sealed class ExtensionModelTests
{
    private const int StepsPerSeed = 10_000;

    [Test]
    public void The_modem_is_as_the_documents_say([Range(1, 10)] int seed)
    {
        var run = new ExtensionRun(seed);
        for (var step = 0; step < StepsPerSeed; step++)
        {
            run.Step();
        }

        run.AssertEverythingWasTried();
    }

    [Test]
    public void The_same_seed_says_the_same_bytes([Values(1, 2, 3)] int seed)
    {
        var said = Said(seed);
        Assert.That(Said(seed), Is.EqualTo(said));
        Assert.That(Said(seed + 10), Is.Not.EqualTo(said));
    }

    private static string Said(int seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var run = new ExtensionRun(seed);
        run.Bench.TransferTaken = hash.AppendData;
        for (var step = 0; step < 500; step++)
        {
            run.Step();
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
