namespace MbimEmulator.Network;

/// <summary>The two ends of a TCP connection.</summary>
/// <param name="Local">The address that the host has connected to.</param>
/// <param name="LocalPort">Its port.</param>
/// <param name="Remote">The host's address.</param>
/// <param name="RemotePort">The host's port.</param>
internal readonly record struct TcpKey(InternetAddress Local, ushort LocalPort, InternetAddress Remote, ushort RemotePort);
