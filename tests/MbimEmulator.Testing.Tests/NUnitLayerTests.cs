using MbimEmulator.Testing.NUnit;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace MbimEmulator.Testing.Tests;

internal sealed class NUnitLayerTests
{
    [Test]
    [EmulatedModem(Profile = "no-sim", Seed = 7)]
    public async Task A_test_has_the_modem_that_its_attribute_describes()
    {
        var modem = TestContext.CurrentContext.EmulatedModem;

        Assert.That((await modem.State.ReadAsync()).SubscriberReady.ReadyState, Is.EqualTo(MbimProtocol.Services.BasicConnectService.SubscriberReadyState.SimNotInserted));
        Assert.That(modem.RunAgain, Does.Contain("MBIM_EMULATOR_SEED=" + modem.Seed));
    }

    [Test]
    public void A_test_without_the_attribute_is_told_so() =>
        Assert.That(() => TestContext.CurrentContext.EmulatedModem, Throws.InvalidOperationException.With.Message.Contains("[EmulatedModem]"));

    [TestCase(true)]
    [TestCase(false)]
    public void A_failed_test_gets_the_journal_and_a_capture(bool fails)
    {
        using var isolated = new TestExecutionContext.IsolatedContext();
        var context = TestExecutionContext.CurrentContext;
        var attribute = (ICommandWrapper)new EmulatedModemAttribute { Seed = 4711 };

        var result = attribute.Wrap(new Body(context.CurrentTest, fails)).Execute(context);

        Assert.That(result.ResultState.Status, Is.EqualTo(fails ? TestStatus.Failed : TestStatus.Passed));
        Assert.That(result.TestAttachments, Has.Count.EqualTo(fails ? 2 : 0));
        if (fails)
        {
            var files = result.TestAttachments.Select(attachment => attachment.FilePath).ToArray();
            Assert.That(File.ReadAllText(files[0]), Does.Contain("seed was").And.Contain("OPEN"));
            Assert.That(File.ReadAllBytes(files[1]).AsSpan(0, 4).ToArray(), Is.EqualTo(new byte[] { 0x0A, 0x0D, 0x0D, 0x0A }));
            Array.ForEach(files, File.Delete);
        }
    }

    private sealed class Body(Test test, bool fails) : TestCommand(test)
    {
        public override TestResult Execute(TestExecutionContext context)
        {
            var modem = TestContext.CurrentContext.EmulatedModem;
            Task.Run(async () => await (await modem.ConnectAsync()).DisposeAsync()).Wait();
            if (fails)
            {
                throw new AssertionException("as assertions fail");
            }

            context.CurrentResult.SetResult(ResultState.Success);
            return context.CurrentResult;
        }
    }
}
