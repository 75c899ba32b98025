namespace MbimEmulator.Hosting.Tests.Usb;

internal readonly record struct UsbIpResult(int Status, int ActualLength, byte[] Data)
{
    public const int Lost = int.MinValue;
}
