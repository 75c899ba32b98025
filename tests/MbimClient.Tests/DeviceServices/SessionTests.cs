using MbimClient.DeviceServices;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Tests.DeviceServices;

public sealed class SessionTests : ClientFixture
{
    private const uint Handle = FakeService.FirstServiceHandle;

    [Test]
    public async Task Datagrams_are_written_and_read()
    {
        await using var session = await Service.OpenDataSessionAsync();
        await session.WriteAsync(new byte[] { 1, 2, 3 });
        Assert.That(Convert.ToHexStringLower(Fake.LastCommand(MobileBroadbandCid.WriteData).AsSpan(48)), Is.EqualTo("21000000010203"));
        Fake.Read(Handle, 4, 5);
        Fake.Read(Handle);
        Assert.That((await session.ReadAsync()).ToArray(), Is.EqualTo(new byte[] { 4, 5 }));
        Assert.That((await session.ReadAsync()).ToArray(), Is.Empty);
    }

    [Test]
    public async Task What_is_written_is_copied_before_the_call_returns()
    {
        await using var session = await Service.OpenDataSessionAsync();
        var data = new byte[] { 1 };
        var writing = session.WriteAsync(data);
        data[0] = 2;
        await writing;
        Assert.That(Fake.LastCommand(MobileBroadbandCid.WriteData)[^1], Is.EqualTo(1));
    }

    [Test]
    public async Task Datagrams_are_enumerated_until_the_session_is_closed()
    {
        var session = await Service.OpenDataSessionAsync();
        for (byte index = 0; index < 10; index++)
        {
            Fake.Read(Handle, index);
        }

        var seen = new List<byte>();
        await foreach (var data in session.ReadAllAsync())
        {
            seen.Add(data.Span[0]);
            if (seen.Count == 10)
            {
                await session.CloseAsync();
            }
        }

        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 10)));
        AssertFails(() => session.ReadAsync().AsTask(), HResult.OpenFailed);
    }

    [Test]
    public async Task Commands_are_sent_and_answered()
    {
        await using var session = await Service.OpenCommandSessionAsync();
        var set = await session.SetAsync(5, new byte[] { 9 });
        Assert.That((set.ResponseId, set.Data.ToArray()), Is.EqualTo((7u, Fake.Answer)));
        Assert.That(Convert.ToHexStringLower(Fake.LastCommand(MobileBroadbandCid.SetCommand).AsSpan(48)), Is.EqualTo("210000000500000009"));
        var query = await session.QueryAsync(6);
        Assert.That((query.ResponseId, query.Data.ToArray()), Is.EqualTo((7u, Fake.Answer)));
        Assert.That(Convert.ToHexStringLower(Fake.LastCommand(MobileBroadbandCid.QueryCommand).AsSpan(48)), Is.EqualTo("2100000006000000"));
    }

    [Test]
    public async Task An_answer_in_parts_is_put_together()
    {
        Fake.AnswerParts = 3;
        await using var session = await Service.OpenCommandSessionAsync();
        Assert.That((await session.QueryAsync(1)).Data.ToArray(), Is.EqualTo((byte[])[.. Fake.Answer, .. Fake.Answer, .. Fake.Answer]));
    }

    [Test]
    public async Task A_command_that_the_modem_fails_was_accepted()
    {
        Fake.Failures[MobileBroadbandCid.SetCommand] = HResult.MbnFailure;
        await using var session = await Service.OpenCommandSessionAsync();
        var exception = Assert.ThrowsAsync<MbnException>(() => session.SetAsync(1, default).WaitAsync(HangGuard))!;
        Assert.That((exception.Error, exception.WasAccepted), Is.EqualTo((HResult.MbnFailure, true)));
    }

    [Test]
    public async Task Events_go_to_the_session_of_their_object()
    {
        await using var session = await Service.OpenCommandSessionAsync();
        Fake.Notify(Handle + 1, 1, 1);
        Fake.Notify(Handle, 2, 2);
        var item = await session.ReadEventAsync();
        Assert.That((item.EventId, item.Data.ToArray()), Is.EqualTo((2u, new byte[] { 2 })));
        Fake.Notify(Handle, 3);
        await foreach (var next in session.ReadEventsAsync())
        {
            Assert.That(next.EventId, Is.EqualTo(3u));
            break;
        }
    }

    [Test]
    public async Task Calls_on_many_threads_get_their_own_answers()
    {
        await using var session = await Service.OpenDataSessionAsync();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(index => Task.Run(() => session.WriteAsync(BitConverter.GetBytes(index))))).WaitAsync(HangGuard);
        Assert.That(Fake.Count(MobileBroadbandCid.WriteData), Is.EqualTo(1000));
    }

    [Test]
    public async Task Disposing_closes_once_and_forgives_a_session_that_is_closed()
    {
        var session = await Service.OpenDataSessionAsync();
        await session.DisposeAsync();
        await session.DisposeAsync();
        Assert.That(Fake.Count(MobileBroadbandCid.CloseDataSession), Is.EqualTo(1));
        Fake.Refusals[MobileBroadbandCid.CloseCommandSession] = (MbimProtocol.Messages.MbimStatus)0x8007006E;
        var commands = await Service.OpenCommandSessionAsync();
        AssertFails(commands.CloseAsync, HResult.OpenFailed);
        await commands.DisposeAsync();
    }

    [Test]
    public async Task A_cancelled_opening_leaves_the_session_closed_behind_it()
    {
        Fake.Uncompleted[MobileBroadbandCid.OpenDataSession] = true;
        var called = CalledAsync(MobileBroadbandCid.OpenDataSession);
        using var cancellation = new CancellationTokenSource();
        var opening = Service.OpenDataSessionAsync(cancellation.Token);
        var requestId = await called;
        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => opening.WaitAsync(HangGuard));

        var closed = CalledAsync(MobileBroadbandCid.CloseDataSession);
        var next = Service.OpenDataSessionAsync();
        Assert.That(Fake.Count(MobileBroadbandCid.OpenDataSession), Is.EqualTo(1));
        Fake.Uncompleted.Clear();
        Fake.Complete(MobileBroadbandCid.OpenDataSession, Handle, requestId);
        await closed;
        await using var session = await next.WaitAsync(HangGuard);
        var order = Fake.Received.Where(transfer => transfer.Length > 36).Select(transfer => (MobileBroadbandCid)transfer[36]).TakeLast(3);
        Assert.That(order, Is.EqualTo(new[] { MobileBroadbandCid.OpenDataSession, MobileBroadbandCid.CloseDataSession, MobileBroadbandCid.OpenDataSession }));
    }

    [Test]
    public async Task A_cancelled_opening_that_fails_leaves_nothing_to_close()
    {
        Fake.Uncompleted[MobileBroadbandCid.OpenDataSession] = true;
        Fake.Failures[MobileBroadbandCid.OpenDataSession] = HResult.MbnFailure;
        var called = CalledAsync(MobileBroadbandCid.OpenDataSession);
        using var cancellation = new CancellationTokenSource();
        var opening = Service.OpenDataSessionAsync(cancellation.Token);
        var requestId = await called;
        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => opening.WaitAsync(HangGuard));
        Fake.Complete(MobileBroadbandCid.OpenDataSession, Handle, requestId);
        Fake.Uncompleted.Clear();
        Fake.Failures.Clear();
        await using var session = await Service.OpenDataSessionAsync().WaitAsync(HangGuard);
        Assert.That(Fake.Count(MobileBroadbandCid.CloseDataSession), Is.Zero);
    }

    [Test]
    public async Task Waits_can_be_cancelled()
    {
        await using var session = await Service.OpenDataSessionAsync();
        await using var commands = await Service.OpenCommandSessionAsync();
        Fake.Uncompleted[MobileBroadbandCid.WriteData] = true;
        Fake.Uncompleted[MobileBroadbandCid.QueryCommand] = true;
        Fake.Unreturned[MobileBroadbandCid.IsDataSessionOpen] = true;
        using var cancellation = new CancellationTokenSource();
        Task[] waits =
        [
            session.WriteAsync(default, cancellation.Token),
            session.ReadAsync(cancellation.Token).AsTask(),
            commands.QueryAsync(1, default, cancellation.Token),
            commands.ReadEventAsync(cancellation.Token).AsTask(),
            Service.IsDataSessionOpenAsync(cancellation.Token),
        ];
        await cancellation.CancelAsync();
        foreach (var wait in waits)
        {
            Assert.CatchAsync<OperationCanceledException>(() => wait.WaitAsync(HangGuard));
        }

        Fake.Read(Handle, 1);
        Assert.That((await session.ReadAsync()).ToArray(), Is.EqualTo(new byte[] { 1 }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Everything_that_waits_is_told_when_the_connection_ends(bool isDisposed)
    {
        Fake.Uncompleted[MobileBroadbandCid.WriteData] = true;
        Fake.Uncompleted[MobileBroadbandCid.QueryCommand] = true;
        Fake.Unreturned[MobileBroadbandCid.IsDataSessionOpen] = true;
        var session = await Service.OpenDataSessionAsync();
        var commands = await Service.OpenCommandSessionAsync();
        var called = CalledAsync(MobileBroadbandCid.IsDataSessionOpen);
        Task[] waits = [session.WriteAsync(default), commands.QueryAsync(1), Service.IsDataSessionOpenAsync()];
        var reading = session.ReadAsync().AsTask();
        await called;
        if (isDisposed)
        {
            await Client.DisposeAsync();
        }
        else
        {
            Fake.Lose();
        }

        foreach (var wait in waits)
        {
            AssertFails(() => wait, HResult.Disconnected);
        }

        AssertFails(() => reading, isDisposed ? HResult.OpenFailed : HResult.Disconnected);
        AssertFails(() => Service.OpenDataSessionAsync(), HResult.Disconnected);
        await session.DisposeAsync().AsTask().WaitAsync(HangGuard);
        await Service.DisposeAsync().AsTask().WaitAsync(HangGuard);
    }

    [Test]
    public async Task Reading_ends_when_the_modem_is_removed()
    {
        await using var session = await Service.OpenDataSessionAsync();
        Fake.Read(Handle, 1);
        Fake.Change(MbnDeviceServicesInterfaceState.Removal);
        Assert.That((await session.ReadAsync()).ToArray(), Is.EqualTo(new byte[] { 1 }));
        AssertFails(() => session.ReadAsync().AsTask(), HResult.NotFound);
    }

    [Test]
    public async Task Everything_that_waits_is_told_when_the_modem_is_removed()
    {
        Fake.Uncompleted[MobileBroadbandCid.WriteData] = true;
        await using var session = await Service.OpenDataSessionAsync();
        var called = CalledAsync(MobileBroadbandCid.WriteData);
        var writing = session.WriteAsync(default);
        await called;
        Fake.Change(MbnDeviceServicesInterfaceState.Removal);
        AssertFails(() => writing, HResult.NotFound);
    }
}
