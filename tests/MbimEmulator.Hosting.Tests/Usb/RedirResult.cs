namespace MbimEmulator.Hosting.Tests.Usb;

internal sealed record RedirResult(byte Status, int Length, byte[] Data);
