namespace MbimEmulator.MbnService;

/// <summary>To whom a session belongs, as far as the scope distinguishes.</summary>
/// <param name="Service">The device service.</param>
/// <param name="Client">The client, unless all share the session.</param>
/// <param name="Object">The object's handle, where each object has its own; otherwise 0.</param>
internal readonly record struct SessionKey(Guid Service, ServiceClient? Client, uint Object);
