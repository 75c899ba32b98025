using MbimClient.DeviceServices;

namespace MbimClient.Tests.DeviceServices;

public sealed class ReadBudgetTests : ClientFixture
{
    // Four datagrams of 256 + 1 bytes.
    private protected override MbnClientOptions Options => new() { EventBudget = 4 * 257 };

    [Test]
    public async Task A_session_that_nobody_reads_loses_the_oldest_datagrams()
    {
        await using var session = await Service.OpenDataSessionAsync();
        for (byte index = 0; index < 10; index++)
        {
            Fake.Read(FakeService.FirstServiceHandle, index);
        }

        Assert.That(await Service.IsCommandSessionOpenAsync());
        Assert.That(session.DroppedEvents, Is.EqualTo(6));
        for (byte index = 6; index < 10; index++)
        {
            Assert.That((await session.ReadAsync()).ToArray(), Is.EqualTo(new[] { index }));
        }
    }
}
