 	 

   FROM	scratch  
	 run   echo   a   b 	
   env	A	=b
ENV  key   a value  with   spaces 
LABEL	a=b	 c=d
 USER me 
expose	80   81	82
