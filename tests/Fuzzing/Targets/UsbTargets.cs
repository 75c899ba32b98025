using MbimEmulator.Hosting.Endpoints.Usb.UsbIp;
using MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>What USB hosts send: read whole, refused with what is wrong, or not whole yet; never more than was there.</summary>
internal static class UsbTargets
{
    public static void FuzzUsbIp(ReadOnlySpan<byte> data)
    {
        var rest = Pieces.Of(data.ToArray(), 13);
        try
        {
            while (UsbIpConnection.TryRead(ref rest, out var request, out var bytes))
            {
                using (bytes)
                {
                    Finding.Unless(bytes.Length <= data.Length, $"{bytes.Length} bytes of data");
                    Finding.Unless(!request.HasData || bytes.Length == (int)request.Length, "other data than the request says");
                }
            }
        }
        catch (InvalidDataException e)
        {
            Finding.Unless(e.Message.Length > 0, "an error without words");
        }
    }

    public static void FuzzUsbRedir(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        var rest = Pieces.Of(data[1..].ToArray(), 13);
        UsbRedirCapabilities? shared = null;
        try
        {
            while (UsbRedirReader.TryRead(ref rest, shared, out var request))
            {
                shared ??= request.Capabilities & UsbRedirCapabilities.Offered & (UsbRedirCapabilities)data[0];
                Finding.Unless(request.Data.Length <= data.Length, $"{request.Data.Length} bytes of data");
                request.Data.Dispose();
            }
        }
        catch (InvalidDataException e)
        {
            Finding.Unless(e.Message.Length > 0, "an error without words");
        }
    }

    public static IReadOnlyList<byte[]> UsbIpSeeds()
    {
        byte[] submit = [0, 0, 0, 1, 0, 0, 0, 7, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, .. new byte[12], 0x21, 0, 0, 0, 0, 0, 16, 0, .. Messages.Open];
        byte[] unlink = [0, 0, 0, 2, 0, 0, 0, 8, 0, 1, 0, 2, .. new byte[8], 0, 0, 0, 7, .. new byte[24]];
        return [submit, [.. submit, .. unlink]];
    }

    public static IReadOnlyList<byte[]> UsbRedirSeeds()
    {
        byte[] hello = [0, 0, 0, 0, 68, 0, 0, 0, 0, 0, 0, 0, .. "guest"u8, .. new byte[59], 0xff, 0, 0, 0];
        byte[] control = [100, 0, 0, 0, 26, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x21, 0, 0, 0, 0, 0, 16, 0, .. Messages.Open];
        return [[0, .. hello, .. control], [0xff, .. hello, .. control]];
    }
}
