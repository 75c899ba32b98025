using System.Buffers;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Rendering;
using VendorUser;

DeclaredServices.Register();

var message = new ArrayBufferWriter<byte>();
var board = new Temperature { Sensor = 2, Celsius = -7, Name = "board" };
MbimMessageWriter.WriteIndicateStatus(message, Vendor.Id, Vendor.Temperature.Number, board, MbimExVersion.V1);
Console.WriteLine(MbimMessageRenderer.ToLine(message.WrittenSpan));
