using System.Net;
using System.Net.Sockets;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Hosting.Endpoints;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace MbimEmulator.Hosting.Tests;

public sealed class SocketListenerTests : IDisposable
{
    private readonly ListLogger _log = new();
    private readonly ConnectionGate _gate;

    public SocketListenerTests() => _gate = new ConnectionGate(new ConnectionBudget(), _log);

    [TestCase(EndpointKind.Tcp)]
    [TestCase(EndpointKind.UsbIp)]
    [TestCase(EndpointKind.UsbRedir)]
    public async Task A_tcp_peer_that_vanishes_is_missed_after_a_minute(EndpointKind kind)
    {
        await using var listener = await StreamListener.BindAsync(kind, "127.0.0.1:0", new NodeAccess(), _gate, _log, CancellationToken.None);
        using var client = await Host.ConnectAsync(listener.EndPoint);
        await using var connection = await listener.AcceptAsync(CancellationToken.None);
        ExpectKeepAlive(connection);
    }

    [Test]
    public async Task So_is_one_of_the_control_api()
    {
        using var listeners = new ControlListeners("127.0.0.1:0", null, _ => true, _gate, _log);
        await using var listener = await listeners.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = await Host.ConnectAsync(listener.EndPoint);
        await using var connection = await listener.AcceptAsync();
        ExpectKeepAlive(connection);
    }

    [Test]
    public void An_option_that_the_system_does_not_know_is_left_out()
    {
        // No such option of TCP: every system refuses it, as some refuse those of keep-alive.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.That(KeepAlive.Set(socket, SocketOptionLevel.Tcp, (SocketOptionName)0x7ffe, 1, _log), Is.False);
        Assert.That(_log.Lines, Has.One.StartsWith("Debug").And.One.Contains("32766"));
        Assert.That(KeepAlive.Set(socket, SocketOptionLevel.Tcp, SocketOptionName.NoDelay, 1, _log), Is.True);
    }

    [Test]
    public async Task A_socket_that_cannot_be_made_a_connection_is_closed_and_the_next_one_is_served()
    {
        var attempts = 0;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        await using var listener = new SocketListener(
            socket, "here", accepted => attempts++ == 0 ? throw new SocketException((int)SocketError.InvalidArgument) : new BlockConnection(accepted), _gate, _log);
        using var first = await Host.ConnectAsync(listener.EndPoint);
        using var second = await Host.ConnectAsync(listener.EndPoint);
        await using var connection = await listener.AcceptAsync();
        Assert.That(connection, Is.Not.Null);
        Assert.That(await first.ReceiveAsync(), Is.Null);
        Assert.That(_log.Lines, Has.One.Contains("here cannot accept a connection"));
    }

    public void Dispose() => _log.Dispose();

    private static void ExpectKeepAlive(ConnectionContext? connection)
    {
        var socket = connection!.Features.Get<IConnectionSocketFeature>()!.Socket;
        Assert.Multiple(() =>
        {
            Assert.That(socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive), Is.Not.Zero);
            Assert.That(socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime), Is.EqualTo(30));
            Assert.That(socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval), Is.EqualTo(10));
            Assert.That(socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount), Is.EqualTo(3));
            Assert.That(socket.NoDelay, Is.True);
        });
    }
}
