<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>bottom</name>
    <message>
        <source>Curve</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>대기열</translation>
    </message>
</context>
<context>
    <name>empty</name>
    <message>
        <source>Drop a video or a folder of images here</source>
        <translation>동영상이나 이미지 폴더를 여기에 놓으세요</translation>
    </message>
    <message>
        <source>See it enlarged by FSTRN beside bicubic, frame by frame.</source>
        <translation>FSTRN으로 확대한 결과를 바이큐빅과 나란히, 프레임 단위로 비교합니다.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Try the sample clip</source>
        <translation>샘플 영상 보기</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>최근에 연 파일</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Replace the file of this name</source>
        <translation>같은 이름의 파일 바꾸기</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Export now</source>
        <translation>지금 내보내기</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>대기열에 추가</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Export {name}</source>
        <translation>{name} 내보내기</translation>
    </message>
    <message>
        <source>Before the start</source>
        <translation>시작하기 전에</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>화질</translation>
    </message>
    <message>
        <source>Model&apos;s own</source>
        <translation>모델 배율대로</translation>
    </message>
    <message>
        <source>The result needs a name.</source>
        <translation>결과 파일의 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>The last frame comes before the first.</source>
        <translation>마지막 프레임이 첫 프레임보다 앞에 있습니다.</translation>
    </message>
    <message>
        <source>A file of this name exists.</source>
        <translation>같은 이름의 파일이 있습니다.</translation>
    </message>
    <message>
        <source>Looking at clip, encoder and disk…</source>
        <translation>영상, 인코더, 디스크를 확인하는 중…</translation>
    </message>
    <message>
        <source>Trying two seconds of the real work…</source>
        <translation>2초 동안 실제로 처리해 보는 중…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>To</source>
        <translation>저장 위치</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>visually lossless</source>
        <translation>원본과 구별 불가</translation>
    </message>
    <message>
        <source>very good</source>
        <translation>매우 좋음</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>코덱</translation>
    </message>
    <message>
        <source>lossless</source>
        <translation>무손실</translation>
    </message>
    <message>
        <source>Automatic ({codec})</source>
        <translation>자동 ({codec})</translation>
    </message>
    <message>
        <source>good</source>
        <translation>좋음</translation>
    </message>
    <message>
        <source>small file</source>
        <translation>작은 파일</translation>
    </message>
    <message>
        <source>{count} frames, {width}×{height}</source>
        <translation>{count}프레임, {width}×{height}</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>내보낼 파일</translation>
    </message>
</context>
<context>
    <name>exporting</name>
    <message>
        <source>The export of {name} was interrupted: {done} of {total} frames are done and kept.</source>
        <translation>{name} 내보내기가 중단되었습니다. {total}프레임 중 {done}프레임이 끝났고 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>이어서 하기</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>대기열 보기</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>{done} of {total} frames of {name} are done, and kept beside it.</source>
        <translation>{name}의 {total}프레임 중 {done}프레임이 끝났고, 그 옆에 남아 있습니다.</translation>
    </message>
    <message>
        <source>Throw them away</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>What is done is in {name}, checked.</source>
        <translation>끝난 부분을 {name}에 담고 검사했습니다.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>All exports have ended</source>
        <translation>모든 내보내기가 끝났습니다</translation>
    </message>
</context>
<context>
    <name>findings</name>
    <message>
        <source>being found out</source>
        <translation>확인 중</translation>
    </message>
    <message>
        <source>good</source>
        <translation>좋음</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>주의</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>불가능</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>신경망</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>인코더</translation>
    </message>
    <message>
        <source>Pixel shape</source>
        <translation>픽셀 비율</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>스트림</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>재생 시각</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>회전</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>소리</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>자막</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>첨부 파일</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Other pictures</source>
        <translation>다른 영상</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>화면</translation>
    </message>
</context>
<context>
    <name>leaving</name>
    <message>
        <source>An export is running</source>
        <translation>내보내기가 진행 중입니다</translation>
    </message>
    <message>
        <source>{name} is not complete yet.</source>
        <translation>{name}이(가) 아직 끝나지 않았습니다.</translation>
    </message>
    <message>
        <source>What is done is kept, and the next start offers to go on. Stopping now loses the part that is being written; its frames are computed again.</source>
        <translation>끝난 부분은 남아 있으며, 다음에 시작할 때 이어서 할 수 있습니다. 지금 중지하면 쓰고 있던 부분은 버려지고 그 프레임을 다시 계산합니다.</translation>
    </message>
    <message>
        <source>Finish this part, then close</source>
        <translation>이 부분까지 끝내고 닫기</translation>
    </message>
    <message>
        <source>Stop now and close</source>
        <translation>지금 중지하고 닫기</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>닫지 않기</translation>
    </message>
    <message>
        <source>All exports have ended</source>
        <translation>모든 내보내기가 끝났습니다</translation>
    </message>
    <message>
        <source>The computer is shut down in {seconds} seconds.</source>
        <translation>{seconds}초 뒤에 컴퓨터가 꺼집니다.</translation>
    </message>
    <message>
        <source>The computer goes to sleep in {seconds} seconds.</source>
        <translation>{seconds}초 뒤에 컴퓨터가 절전 상태로 들어갑니다.</translation>
    </message>
    <message>
        <source>Leave it on</source>
        <translation>켜 두기</translation>
    </message>
</context>
<context>
    <name>menu</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a &amp;folder of images…</source>
        <translation>이미지 폴더 열기(&amp;F)…</translation>
    </message>
    <message>
        <source>Try the &amp;sample clip</source>
        <translation>샘플 영상 보기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>재생(&amp;P)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 파일 열기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>재생/일시 정지(&amp;P)</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>다음 프레임</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>이전 프레임</translation>
    </message>
    <message>
        <source>Ten frames on</source>
        <translation>10프레임 앞으로</translation>
    </message>
    <message>
        <source>Ten frames back</source>
        <translation>10프레임 뒤로</translation>
    </message>
    <message>
        <source>One second on</source>
        <translation>1초 앞으로</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>1초 뒤로</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>첫 프레임</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>마지막 프레임</translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation>이동(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>측정(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Measure or stop</source>
        <translation>측정/중지(&amp;M)</translation>
    </message>
    <message>
        <source>Compare with &amp;original…</source>
        <translation>원본과 비교(&amp;O)…</translation>
    </message>
    <message>
        <source>Next worst frame</source>
        <translation>다음 최저 프레임</translation>
    </message>
    <message>
        <source>Previous worst frame</source>
        <translation>이전 최저 프레임</translation>
    </message>
    <message>
        <source>Enlarge or &amp;Test</source>
        <translation>확대/시험 전환(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>창에 맞춤(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>100 %(&amp;1)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>확대(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>축소(&amp;O)</translation>
    </message>
    <message>
        <source>Pane {number} alone</source>
        <translation>화면 {number}만 보기</translation>
    </message>
    <message>
        <source>&amp;Plot</source>
        <translation>그래프(&amp;P)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>전체 화면(&amp;U)</translation>
    </message>
</context>
<context>
    <name>message</name>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Unexpected error ({kind}): this is a bug.</source>
        <translation>예기치 않은 오류({kind})입니다. 프로그램의 버그입니다.</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>알림</translation>
    </message>
</context>
<context>
    <name>pane</name>
    <message>
        <source>Clip</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>축소본</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>바이큐빅</translation>
    </message>
    <message>
        <source>FSTRN</source>
        <translation>FSTRN</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>computing…</source>
        <translation>계산 중…</translation>
    </message>
    <message>
        <source>bicubic for now, computing…</source>
        <translation>우선 바이큐빅, 계산 중…</translation>
    </message>
    <message>
        <source>approximate, computing…</source>
        <translation>근사값, 계산 중…</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>정확</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>표시할 수 없음</translation>
    </message>
</context>
<context>
    <name>plot</name>
    <message>
        <source>What is plotted</source>
        <translation>그래프 항목</translation>
    </message>
    <message>
        <source>Save all numbers as CSV</source>
        <translation>모든 수치를 CSV로 저장</translation>
    </message>
    <message>
        <source>Save the plot as a picture</source>
        <translation>그래프를 그림으로 저장</translation>
    </message>
    <message>
        <source>Switch to Test</source>
        <translation>시험 모드로 전환</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Measure (M)</source>
        <translation>측정 (M)</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>No original: quality cannot be measured here.</source>
        <translation>원본이 없어 화질을 측정할 수 없습니다.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>측정 중…</translation>
    </message>
    <message>
        <source>Measure how near bicubic and FSTRN come to the original, frame by frame.</source>
        <translation>바이큐빅과 FSTRN이 원본에 얼마나 가까운지 프레임마다 측정합니다.</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>바이큐빅</translation>
    </message>
    <message>
        <source>FSTRN below bicubic in {below} of {all} frames</source>
        <translation>{all}프레임 중 {below}프레임에서 FSTRN이 바이큐빅보다 낮음</translation>
    </message>
    <message>
        <source>against the original, Y, whole frame</source>
        <translation>원본 기준, 휘도(Y), 전체 화면</translation>
    </message>
</context>
<context>
    <name>queue</name>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>바꾸기…</translation>
    </message>
    <message>
        <source>Keep as a file</source>
        <translation>파일로 남기기</translation>
    </message>
    <message>
        <source>Make a file that plays of what is done; going on stays possible</source>
        <translation>끝난 부분을 재생할 수 있는 파일로 만듭니다. 나중에 이어서 할 수도 있습니다</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>이어서 하기</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Hold back</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>중지하는 중…</translation>
    </message>
    <message>
        <source>frame {done} of {total}, until this part is complete</source>
        <translation>프레임 {done} / {total}, 이 부분이 끝날 때까지</translation>
    </message>
    <message>
        <source>paused at frame {done} of {total}</source>
        <translation>프레임 {done} / {total}에서 일시 정지</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>running</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>done, checked</source>
        <translation>완료, 검사함</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>시작하는 중…</translation>
    </message>
    <message>
        <source>putting the parts together…</source>
        <translation>부분들을 합치는 중…</translation>
    </message>
    <message>
        <source>checking frame {done} of {total}</source>
        <translation>프레임 검사 {done} / {total}</translation>
    </message>
    <message>
        <source>no room on the disk: waiting at frame {done} of {total}</source>
        <translation>디스크 공간 부족: 프레임 {done} / {total}에서 기다리는 중</translation>
    </message>
    <message>
        <source>frame {done} of {total}</source>
        <translation>프레임 {done} / {total}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>{time} 남음</translation>
    </message>
    <message>
        <source>frames {first}–{last}</source>
        <translation>프레임 {first}–{last}</translation>
    </message>
    <message>
        <source>from {name}</source>
        <translation>원본 {name}</translation>
    </message>
    <message>
        <source>whole clip</source>
        <translation>영상 전체</translation>
    </message>
    <message>
        <source>{done} of {count} done</source>
        <translation>{count}개 중 {done}개 완료</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count}개 실패</translation>
    </message>
    <message>
        <source>{count} stopped</source>
        <translation>{count}개 중지됨</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>아무것도 안 함</translation>
    </message>
    <message>
        <source>notify me</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>let the computer sleep</source>
        <translation>컴퓨터 절전</translation>
    </message>
    <message>
        <source>shut the computer down</source>
        <translation>컴퓨터 끄기</translation>
    </message>
    <message>
        <source>Add clips…</source>
        <translation>영상 추가…</translation>
    </message>
    <message>
        <source>Clear what is done</source>
        <translation>완료된 항목 지우기</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>When done:</source>
        <translation>끝나면:</translation>
    </message>
    <message>
        <source>No exports yet. Drop clips here, or use Export… on the open one.</source>
        <translation>아직 내보내기가 없습니다. 여기에 영상을 끌어다 놓거나, 열린 영상에서 내보내기…를 누르세요.</translation>
    </message>
</context>
<context>
    <name>saving</name>
    <message>
        <source>{name} cannot be written: {reason}.</source>
        <translation>{name}에 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
</context>
<context>
    <name>session</name>
    <message>
        <source>Only the first of {count} files was opened.</source>
        <translation>파일 {count}개 중 첫 번째만 열었습니다.</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
</context>
<context>
    <name>toolbar</name>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Open a video, or a folder of images (Ctrl+O)</source>
        <translation>동영상이나 이미지 폴더 열기 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>See the clip enlarged (Ctrl+T)</source>
        <translation>영상을 확대해서 보기 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Take the clip as the original and test the model on it (Ctrl+T)</source>
        <translation>영상을 원본으로 삼아 모델을 시험 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Bicubic (BI)</source>
        <translation>바이큐빅 (BI)</translation>
    </message>
    <message>
        <source>Blur 1.6 (BD)</source>
        <translation>흐림 1.6 (BD)</translation>
    </message>
    <message>
        <source>Blur 2.0 (FSTRN)</source>
        <translation>흐림 2.0 (FSTRN)</translation>
    </message>
    <message>
        <source>How Test makes the clip small</source>
        <translation>시험 모드에서 영상을 줄이는 방법</translation>
    </message>
    <message>
        <source>Compare with original…</source>
        <translation>원본과 비교…</translation>
    </message>
    <message>
        <source>Choose the original of this clip, and measure against it</source>
        <translation>이 영상의 원본을 골라 그것을 기준으로 측정</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Write the enlarged clip to a file (Ctrl+E)</source>
        <translation>확대한 영상을 파일로 저장 (Ctrl+E)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>창에 맞춤</translation>
    </message>
</context>
<context>
    <name>transport</name>
    <message>
        <source>Go to frame or time</source>
        <translation>프레임 또는 시간으로 이동</translation>
    </message>
    <message>
        <source>Frame or time: 128, 0:05.12, +10 (G)</source>
        <translation>프레임 또는 시간: 128, 0:05.12, +10 (G)</translation>
    </message>
    <message>
        <source>First frame (Home)</source>
        <translation>첫 프레임 (Home)</translation>
    </message>
    <message>
        <source>One frame back (,)</source>
        <translation>이전 프레임 (,)</translation>
    </message>
    <message>
        <source>Play or pause (Space)</source>
        <translation>재생/일시 정지 (Space)</translation>
    </message>
    <message>
        <source>One frame on (.)</source>
        <translation>다음 프레임 (.)</translation>
    </message>
    <message>
        <source>Last frame (End)</source>
        <translation>마지막 프레임 (End)</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
</context>
<context>
    <name>viewer</name>
    <message>
        <source>bicubic</source>
        <translation>바이큐빅</translation>
    </message>
    <message>
        <source>blur 1.6</source>
        <translation>흐림 1.6</translation>
    </message>
    <message>
        <source>blur 2.0</source>
        <translation>흐림 2.0</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Opening {name}…</source>
        <translation>{name} 여는 중…</translation>
    </message>
    <message>
        <source>Network: not used yet</source>
        <translation>신경망: 아직 사용 안 함</translation>
    </message>
    <message>
        <source>{threads} threads</source>
        <translation>스레드 {threads}개</translation>
    </message>
    <message>
        <source>Clips to export</source>
        <translation>내보낼 영상</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>The original of this clip</source>
        <translation>이 영상의 원본</translation>
    </message>
    <message>
        <source>{frames} frames</source>
        <translation>{frames}프레임</translation>
    </message>
    <message>
        <source>HDR, shown tone-mapped</source>
        <translation>HDR(톤 매핑하여 표시)</translation>
    </message>
    <message>
        <source>interlaced</source>
        <translation>인터레이스</translation>
    </message>
    <message>
        <source>turned {angle}°</source>
        <translation>{angle}° 회전</translation>
    </message>
</context>
</TS>
